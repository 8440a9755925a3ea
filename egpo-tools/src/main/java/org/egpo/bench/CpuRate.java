package org.egpo.bench;

import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Collection;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Work done again and again on one thread.
 *
 * @param cases how many there are
 * @param perSecond cases for each second of the thread's CPU time
 * @param share of cases that went well
 */
record CpuRate(int cases, double perSecond, double share) {

    /** Goes through all cases until that many seconds of CPU time are used, after half of that to warm up. */
    static <T> CpuRate of(Collection<T> cases, double seconds, Predicate<T> work) {
        once(cases, seconds / 2, work);
        return once(cases, seconds, work);
    }

    private static <T> CpuRate once(Collection<T> cases, double seconds, Predicate<T> work) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        long count = 0;
        long well = 0;
        long now = start;
        while (now - start < seconds * 1e9) {
            for (T c : cases) {
                well += work.test(c) ? 1 : 0;
            }
            count += cases.size();
            now = threads.getCurrentThreadCpuTime();
        }
        return new CpuRate(cases.size(), count * 1e9 / (now - start), (double) well / count);
    }

    /** One JSON line; the names are those of the cases, of the work and of what went well. */
    void print(PrintWriter out, String what, String done, String well) {
        out.printf(
                Locale.ROOT,
                "{\"%s\":%d,\"%s_per_cpu_second\":%.0f,\"microseconds_each\":%.3f,\"%s\":%.4f}%n",
                what,
                cases,
                done,
                perSecond,
                1e6 / perSecond,
                well,
                share);
    }
}
