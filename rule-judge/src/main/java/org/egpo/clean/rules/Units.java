package org.egpo.clean.rules;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Units of measure by the words people use for them. */
final class Units {
    /**
     * @param name canonical
     * @param dimension units of one dimension convert into each other
     * @param factor how many of the dimension's base unit it is
     */
    record Unit(String name, String dimension, double factor) {
        double in(Unit other, double value) {
            return value * factor / other.factor;
        }
    }

    /** Where there is no unit; of no dimension. */
    static final Unit NONE = new Unit("", "", Double.NaN);

    private static final Map<String, Unit> BY_WORD = new HashMap<>();
    private static final Set<String> ONLY_AFTER_NUMBERS = WordLists.set("short_units");

    static {
        for (List<String> line : WordLists.lines("units")) {
            Unit unit = new Unit(line.get(2), line.get(0), Double.parseDouble(line.get(1)));
            line.subList(2, line.size()).forEach(word -> {
                BY_WORD.put(word, unit);
                BY_WORD.putIfAbsent(Stems.root(word), unit);
            });
        }
    }

    private Units() {}

    /** The unit a word means, or {@link #NONE}. */
    static Unit of(String word, boolean afterNumber) {
        if (word.startsWith("°")) {
            return BY_WORD.getOrDefault(word.substring(1), NONE);
        }
        boolean doubtful = ONLY_AFTER_NUMBERS.contains(word) && !afterNumber;
        return doubtful ? NONE : BY_WORD.getOrDefault(word, BY_WORD.getOrDefault(Stems.root(word), NONE));
    }

    /** The one unit that words of a parameter's name or description speak of, {@link #NONE} for none or several. */
    static Unit in(List<String> words) {
        List<Unit> found = words.stream()
                .map(w -> of(w, w.length() > 1 && w.length() < 4 && !w.equals("in")))
                .filter(unit -> unit != NONE)
                .distinct()
                .toList();
        return found.size() == 1 ? found.get(0) : NONE;
    }
}
