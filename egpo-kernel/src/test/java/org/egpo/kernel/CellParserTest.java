package org.egpo.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellParserTest {
    private static final Set<String> KNOWN = Set.of("jars", "load", "maven");

    private static String magics(String cell) {
        return CellParser.parse(cell, KNOWN).stream()
                .filter(CellParser.Part::magic)
                .map(p -> p.line() + ":" + p.text())
                .collect(Collectors.joining("|"));
    }

    @Test
    void magicsStandAtTheStartOfALine() {
        assertEquals("1:jars a.jar", magics("%jars a.jar"));
        assertEquals("2:jars a b|4:unknown", magics("int x;\n  %jars a b\nint y;\n%unknown"));
        assertEquals("2:load ./a.jsh", magics("int x = f()\n%load ./a.jsh"), "known ones even after a bare expression");
        assertEquals("1:%html a", magics("%%html a\n<b>"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int r = a\n% b;",
                "int r = a\n%b;",
                "int r = (a\n%b);",
                "int r = a\n%load + 1;",
                "String s = \"\"\"\n  %jars a\n  \\\"\"\"\n  %jars b\n  \"\"\";",
                "/*\n%jars a\n*/",
                "// x\n  // %jars a",
                "f(\n%jars a\n)",
                "String s = \"a =%jars b\";",
                "char c = '\"';\nint x = 5; int y = x\n%x;",
                "String.format(\"%d\",\n  1)",
            })
    void everythingElseIsJava(String cell) {
        assertEquals("", magics(cell));
        assertEquals(List.of(new CellParser.Part(false, cell, 1)), CellParser.parse(cell, KNOWN));
    }

    @Test
    void partsKnowTheirLines() {
        assertEquals(
                List.of(
                        new CellParser.Part(false, "int a;\n/* x\n y */\n", 1),
                        new CellParser.Part(true, "jars b", 4),
                        new CellParser.Part(false, "\nint c;", 5)),
                CellParser.parse("int a;\n/* x\n y */\n%jars b\n\nint c;", KNOWN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "\"", "'", "\"\"\"", "/*", "\\", "\"\\", "%", "%%", "}}}", "%jars"})
    void unfinishedTextIsTaken(String cell) {
        CellParser.parse(cell, KNOWN);
    }
}
