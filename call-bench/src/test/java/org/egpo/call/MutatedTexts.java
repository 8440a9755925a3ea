package org.egpo.call;

import java.util.Random;

/** Seeded texts between right and wrong: calls with pieces cut, doubled and thrown in. */
final class MutatedTexts {
    private static final String[] CALLS = {
        "[get_weather(city=\"Oslo\", days=3), f.g(x=[1, 2.5, -3], y={'a': None, 'b': (True, 'z')})]",
        "f(x='it\\'s', y=\"a\\n\", z=-0.0, w=(1), v=(1,), u=())",
        "[f(x=[[1, [2]], {'k': {'l': [name, true]}}], y=100, z=0.1)]",
        "[f(x=g(1, *a)[2:3], y=\"a\" 'b', z=1 + 2 * 3 ** 4, w=lambda x, /, y=1, *, z: x)]",
        "[f(x=f'{a!r:>{w}} {b=}', y=[i for i in x if i], z=not (a or b) and c, v=(y := 1))]",
        "[f(a=1,\n  b='x',\n)]",
        "`[f(x=1)]`",
    };
    private static final String[] PIECES = {
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        ",",
        ",,",
        "=",
        "==",
        ":",
        ":=",
        "'",
        "\"",
        "''",
        "\"\"\"",
        "\\",
        "\\'",
        "\\x41",
        "\n",
        " ",
        "\t",
        "\r",
        "\f",
        "#",
        "*",
        "**",
        "-",
        "+",
        "not ",
        "if ",
        " else y",
        " for x in y",
        "lambda ",
        "0",
        "00",
        "1.",
        ".5",
        "1e5",
        "1_0",
        "0x1",
        "1j",
        "99999999999999999999",
        "True",
        "None",
        "in",
        "x.y",
        "x y",
        "é",
        "\ud83d\ude00",
        "\ud800",
        "\0",
        "`",
        "await ",
        "yield",
        "r'",
        "b''",
        "u''",
        "f''",
        "..."
    };

    private final Random random;

    MutatedTexts(long seed) {
        this.random = new Random(seed);
    }

    String next() {
        StringBuilder b = new StringBuilder(CALLS[random.nextInt(CALLS.length)]);
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            int at = random.nextInt(b.length() + 1);
            int to = Math.min(b.length(), at + random.nextInt(8));
            switch (random.nextInt(4)) {
                case 0 -> b.delete(at, to);
                case 1 -> b.insert(at, b.substring(at, to));
                default -> b.insert(at, PIECES[random.nextInt(PIECES.length)]);
            }
        }
        return b.toString();
    }
}
