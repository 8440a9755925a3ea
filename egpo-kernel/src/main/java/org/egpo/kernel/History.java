package org.egpo.kernel;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The cells of this session, for front ends that ask. */
final class History {
    private static final int SESSION = 1;

    private record Entry(int number, String input, String output) {}

    private final List<Entry> entries = new ArrayList<>();

    synchronized void add(int number, String input, String output) {
        entries.add(new Entry(number, input, output));
    }

    /** Content of the reply to a {@code history_request}: tail, range or search. */
    synchronized JsonObject reply(JupyterMessage request) {
        List<Entry> found =
                switch (request.text("hist_access_type", "tail")) {
                    case "range" -> range(request);
                    case "search" -> search(request);
                    default -> last(entries, request.number("n", Integer.MAX_VALUE));
                };
        JsonArray list = new JsonArray();
        boolean output = request.flag("output", false);
        for (Entry e : found) {
            JsonArray entry = new JsonArray();
            entry.add(SESSION);
            entry.add(e.number());
            if (output) {
                JsonArray both = new JsonArray();
                both.add(e.input());
                both.add(e.output());
                entry.add(both);
            } else {
                entry.add(e.input());
            }
            list.add(entry);
        }
        JsonObject content = new JsonObject();
        content.addProperty("status", "ok");
        content.add("history", list);
        return content;
    }

    private List<Entry> range(JupyterMessage request) {
        int session = request.number("session", 0);
        if (session != 0 && session != SESSION) {
            return List.of();
        }
        int start = request.number("start", 0);
        int stop = request.number("stop", Integer.MAX_VALUE);
        return entries.stream()
                .filter(e -> e.number() >= start && e.number() < stop)
                .toList();
    }

    private List<Entry> search(JupyterMessage request) {
        Pattern glob = glob(request.text("pattern", "*"));
        List<Entry> found = new ArrayList<>(
                entries.stream().filter(e -> glob.matcher(e.input()).matches()).toList());
        if (request.flag("unique", false)) {
            List<Entry> unique = new ArrayList<>();
            for (int i = 0; i < found.size(); i++) {
                String input = found.get(i).input();
                if (found.subList(i + 1, found.size()).stream()
                        .noneMatch(e -> e.input().equals(input))) {
                    unique.add(found.get(i));
                }
            }
            found = unique;
        }
        return last(found, request.number("n", Integer.MAX_VALUE));
    }

    private static List<Entry> last(List<Entry> all, int n) {
        return List.copyOf(all.subList(Math.max(0, all.size() - Math.max(0, n)), all.size()));
    }

    private static Pattern glob(String pattern) {
        StringBuilder regex = new StringBuilder();
        for (char c : pattern.toCharArray()) {
            regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
