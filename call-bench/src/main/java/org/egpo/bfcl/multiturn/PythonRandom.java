package org.egpo.bfcl.multiturn;

import java.math.BigInteger;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * CPython's {@code random.Random(seed)}: the Mersenne Twister MT19937 of Matsumoto and Nishimura (1998), seeded by key and
 * read as CPython does, so that the same seed gives the same numbers.
 */
public final class PythonRandom {
    private static final int N = 624;
    private static final int M = 397;
    private static final int MATRIX = 0x9908b0df;
    private static final int UPPER = 0x80000000;
    private static final int LOWER = 0x7fffffff;

    /** States of few seeds, which are used again and again. */
    private static final Map<BigInteger, int[]> SEEDED = new ConcurrentHashMap<>();

    private static final int MOST = 64;

    private final int[] state;
    private int next;

    /** A generator seeded by an integer; as in Python its sign is ignored. */
    public PythonRandom(BigInteger seed) {
        if (SEEDED.size() > MOST) {
            SEEDED.clear();
        }
        state = SEEDED.computeIfAbsent(seed, PythonRandom::seeded).clone();
    }

    private static int[] seeded(BigInteger seed) {
        int[] state = new int[N];
        int[] key = new int[Math.max(1, (seed.abs().bitLength() + 31) / 32)];
        for (int i = 0; i < key.length; i++) {
            key[i] = seed.abs().shiftRight(32 * i).intValue();
        }
        state[0] = 19650218;
        for (int i = 1; i < N; i++) {
            state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
        }
        int i = 1;
        int j = 0;
        for (int k = Math.max(N, key.length); k > 0; k--) {
            state[i] = (state[i] ^ ((state[i - 1] ^ (state[i - 1] >>> 30)) * 1664525)) + key[j] + j;
            i = after(i, state);
            j = j + 1 == key.length ? 0 : j + 1;
        }
        for (int k = N - 1; k > 0; k--) {
            state[i] = (state[i] ^ ((state[i - 1] ^ (state[i - 1] >>> 30)) * 1566083941)) - i;
            i = after(i, state);
        }
        state[0] = UPPER;
        return state;
    }

    private static int after(int i, int[] state) {
        if (i + 1 < N) {
            return i + 1;
        }
        state[0] = state[N - 1];
        return 1;
    }

    /** The next 32 bits of the twister; each word is twisted when its turn comes. */
    private int next() {
        int k = next;
        next = k + 1 == N ? 0 : k + 1;
        int mixed = (state[k] & UPPER) | (state[next] & LOWER);
        int y = state[k + M < N ? k + M : k + M - N] ^ (mixed >>> 1) ^ ((mixed & 1) == 0 ? 0 : MATRIX);
        state[k] = y;
        y ^= y >>> 11;
        y ^= (y << 7) & 0x9d2c5680;
        y ^= (y << 15) & 0xefc60000;
        return y ^ (y >>> 18);
    }

    /** {@code random()}: a float in [0, 1) with 53 random bits. */
    public double random() {
        long high = next() >>> 5;
        long low = next() >>> 6;
        return (high * 67108864.0 + low) / 9007199254740992.0;
    }

    /** {@code uniform(a, b)}. */
    public double uniform(double a, double b) {
        return a + (b - a) * random();
    }

    /**
     * {@code randint(a, b)}: an integer in [a, b], both included.
     *
     * @throws IllegalArgumentException when b is smaller than a
     */
    public long randint(long a, long b) {
        if (b < a) {
            throw new IllegalArgumentException("empty range for randint(" + a + ", " + b + ")");
        }
        long n = Math.addExact(Math.subtractExact(b, a), 1);
        long drawn;
        do {
            drawn = bits(Long.SIZE - Long.numberOfLeadingZeros(n));
        } while (drawn >= n);
        return a + drawn;
    }

    /** {@code getrandbits(count)} for 1 to 63 bits: whole words from the low end, the last one cut. */
    private long bits(int count) {
        long low = next() & 0xFFFFFFFFL;
        return count <= 32 ? low >>> (32 - count) : (next() & 0xFFFFFFFFL) >>> (64 - count) << 32 | low;
    }
}
