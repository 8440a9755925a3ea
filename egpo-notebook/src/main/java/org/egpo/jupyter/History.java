package org.egpo.jupyter;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.dflib.jjava.jupyter.kernel.history.HistoryEntry;
import org.dflib.jjava.jupyter.kernel.history.HistoryManager;

/** The cells that ran. JJava answers no question for them, and JupyterLab calls its kernel's state unknown until then. */
public final class History implements HistoryManager {
    private static final List<Cell> CELLS = new ArrayList<>();

    private record Cell(int number, String code) {}

    /** {@code BaseKernel.getHistoryManager}. */
    public static HistoryManager of(Object kernel) {
        return new History();
    }

    static synchronized void add(int number, String code) {
        CELLS.add(new Cell(number, code));
    }

    @Override
    public List<HistoryEntry> lookupTail(int length, Set<ResultFlag> flags) {
        return entries(cell -> true, length);
    }

    @Override
    public List<HistoryEntry> lookupRange(int session, int from, int to, Set<ResultFlag> flags) {
        return entries(cell -> cell.number >= from && cell.number < to, Integer.MAX_VALUE);
    }

    /** A pattern such as {@code *import*}. */
    @Override
    public List<HistoryEntry> search(String pattern, int length, Set<ResultFlag> flags) {
        return entries(cell -> cell.code.contains(pattern.replace("*", "")), length);
    }

    /** Jupyter's protocol wants arrays of session, number and code; JJava would send an entry as a JSON object, a list as it is. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static synchronized List<HistoryEntry> entries(Predicate<Cell> wanted, int most) {
        List<List<Object>> found = CELLS.stream()
                .filter(wanted)
                .map(cell -> List.<Object>of(0, cell.number, cell.code))
                .toList();
        return (List) found.subList(Math.max(0, found.size() - most), found.size());
    }
}
