package org.egpo.clean.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.egpo.call.ToolSpec;
import org.egpo.call.Value;
import org.egpo.clean.Finding;
import org.egpo.clean.Reason;
import org.egpo.data.Example;

/** Whether the answer covers the question: no request of it left over, no call withheld that could be made. */
final class Coverage {
    /** A tool with as many points by {@link FunctionChoice} is taken to be meant. */
    private static final double MEANT = 3;

    /** The least share of a question's words that a tool which is withheld must know. */
    private static final double KNOWN = 0.25;

    /** Longer questions, in words for each call, tell a story: not every word of them asks for something. */
    private static final int LONGEST = 25;

    private static final int LONGEST_QUOTE = 40;

    private final Example example;
    private final QuestionText question;
    private final List<Grounding> groundings;
    private final boolean[] covered;

    Coverage(Example example, QuestionText question, List<Grounding> groundings) {
        this.example = example;
        this.question = question;
        this.groundings = groundings;
        this.covered = new boolean[question.words.size()];
        groundings.forEach(this::cover);
        for (int i = 1; i < covered.length; i++) {
            covered[i] |= covered[i - 1] && isOneName(i - 1);
        }
        for (int i = covered.length - 2; i >= 0; i--) {
            covered[i] |= covered[i + 1] && isOneName(i);
        }
    }

    /** Whether this word and the next are parts of a name, such as United States Dollar and Korean won. */
    private boolean isOneName(int i) {
        Word next = question.words.get(i + 1);
        boolean ofACountry = question.words.get(i).text().matches(".{2,}(an|ese|ish|ch|ic|ss)");
        return question.words.get(i).capital() && (next.capital() || ofACountry) && !next.afterStop();
    }

    private void cover(Grounding g) {
        for (int[] m : g.mentions()) {
            Arrays.fill(covered, m[0], Math.min(m[1], covered.length), true);
        }
        if (!g.mentions().isEmpty()) {
            return;
        }
        if (g.leaf().isText()) {
            coverWords(g.leaf().text());
        } else if (g.leaf().isNumber()
                && Grounding.sumsUp(question, g.leaf().number(), g.leaf().unit())) {
            coverSum(g.leaf().unit());
        }
        coverSpans(g.leaf());
    }

    /** An hour and 20 minutes are used up by 80 minutes. */
    private void coverSum(Units.Unit unit) {
        for (Amount a : question.amounts) {
            if (a.isOf(unit)) {
                Arrays.fill(covered, a.from(), a.to(), true);
            }
        }
    }

    private void coverWords(String value) {
        Set<String> roots = new HashSet<>();
        QuestionText.wordsOf(value).forEach(w -> roots.add(Stems.root(w)));
        for (int i = 0; i < covered.length; i++) {
            covered[i] |= roots.contains(Stems.root(question.words.get(i).text()));
        }
    }

    /** Dates and times count as used when a value is spelled like one. */
    private void coverSpans(Leaf leaf) {
        boolean day = leaf.isText() && question.calendar.day(leaf.text()) != Calendar.Match.NOT_A_DATE;
        boolean time = leaf.isNumber()
                || question.calendar.time(leaf.isText() ? leaf.text() : "") != Calendar.Match.NOT_A_DATE;
        if (day) {
            question.calendar.days.forEach(d -> coverSpan(d.start(), d.end()));
        }
        if (time) {
            question.calendar.times.forEach(t -> coverSpan(t.start(), t.end()));
        }
    }

    private void coverSpan(int start, int end) {
        for (int i = 0; i < covered.length; i++) {
            Word w = question.words.get(i);
            covered[i] |= w.start() >= start && w.end() <= end;
        }
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        if (question.words.size() > LONGEST * example.calls().size()) {
            return findings;
        }
        question.words.stream().map(Word::sentence).distinct().forEach(s -> {
            int[] at = IntStream.range(0, covered.length)
                    .filter(i -> question.words.get(i).sentence() == s)
                    .toArray();
            List<Word> words = IntStream.of(at).mapToObj(question.words::get).toList();
            if (IntStream.of(at).noneMatch(i -> covered[i]) && isRequest(words)) {
                findings.add(new Finding(Reason.MISSING_CALL, "nothing is done about: " + shown(words)));
            }
        });
        for (int i = 0; i < covered.length; i++) {
            Word w = question.words.get(i);
            if (!covered[i] && isName(i)) {
                findings.add(new Finding(Reason.MISSING_VALUE, question.raw.substring(w.start(), w.end())));
            }
        }
        for (Amount a : question.amounts) {
            boolean used = IntStream.range(a.from(), a.to()).anyMatch(i -> covered[i]);
            if (!used && question.words.get(a.from()).isDigits()) {
                findings.add(new Finding(
                        Reason.MISSING_VALUE, question.words.get(a.from()).text()));
            }
        }
        return findings;
    }

    /** A word in quotes, or one with a capital inside a sentence that is no day, month or language of its own. */
    private boolean isName(int i) {
        Word w = question.words.get(i);
        if (w.start() > 0 && "\"“".indexOf(question.raw.charAt(w.start() - 1)) >= 0) {
            String rest = question.raw.substring(w.end(), Math.min(question.raw.length(), w.end() + LONGEST_QUOTE));
            return rest.indexOf('"') >= 0 || rest.indexOf('”') >= 0;
        }
        return w.capital()
                && i > 0
                && w.text().length() > 1
                && question.words.get(i - 1).sentence() == w.sentence()
                && !Stems.STOP.contains(w.text())
                && !Calendar.isRelative(w.text())
                && !isToldByATool(w.text());
    }

    /** A word of a tool's own, or the initials of its name: {@code BMI} for {@code body_mass_index}. */
    private boolean isToldByATool(String word) {
        String root = Stems.root(word);
        return example.tools().stream().anyMatch(t -> {
            String initials =
                    Stems.words(t.name()).stream().map(w -> w.substring(0, 1)).collect(Collectors.joining());
            return initials.contains(word)
                    || Stems.roots(t.name() + " " + t.description()).contains(root);
        });
    }

    private boolean isRequest(List<Word> words) {
        Set<String> roots = new HashSet<>();
        boolean anchor = false;
        for (Word w : words) {
            if (!Stems.STOP.contains(w.text())) {
                roots.add(Stems.root(w.text()));
            }
            anchor |= w.isDigits() || isName(question.words.indexOf(w));
        }
        return anchor && roots.size() > 1 || meansAnother(roots);
    }

    /** Whether words speak of a tool that is not called more than of those that are. */
    private boolean meansAnother(Set<String> roots) {
        double called = 0;
        double other = 0;
        for (ToolSpec t : example.tools()) {
            double score = FunctionChoice.score(t, roots);
            boolean isCalled = example.calls().stream().anyMatch(c -> c.name().equals(t.name()));
            called = Math.max(called, isCalled ? score : 0);
            other = Math.max(other, isCalled ? 0 : score);
        }
        return other >= MEANT + 1 && other > called;
    }

    private String shown(List<Word> words) {
        return question.raw.substring(
                words.get(0).start(), words.get(words.size() - 1).end());
    }

    /** For an answer without a call: that a tool could serve, or null. */
    Finding needlessRefusal() {
        ToolSpec tool = example.tools().stream()
                .max(Comparator.comparingDouble(this::points))
                .orElse(null);
        return tool != null && points(tool) >= MEANT && canFill(tool) && known(tool) >= KNOWN
                ? new Finding(Reason.NEEDLESS_REFUSAL, tool.name() + " can serve")
                : null;
    }

    private double points(ToolSpec tool) {
        return FunctionChoice.score(tool, question.roots) + FunctionChoice.evidence(tool, question);
    }

    /** Share of the question's words, names and numbers aside, that speak of the tool. */
    private double known(ToolSpec tool) {
        return question.words.stream()
                .filter(w -> !(w.capital() && !w.afterStop()) && !w.isDigits() && !Stems.STOP.contains(w.text()))
                .mapToInt(w -> FunctionChoice.score(tool, Set.of(Stems.root(w.text()))) > 0 ? 1 : 0)
                .average()
                .orElse(0);
    }

    /** Whether the question holds something for each required parameter of a kind that can be told. */
    private boolean canFill(ToolSpec tool) {
        long numbers = tool.required().stream()
                .filter(name -> tool.properties().get(name) instanceof Value.MapValue p
                        && p.get("type") instanceof Value.Text t
                        && t.value().matches("integer|int|float|number|double"))
                .count();
        return numbers <= question.amounts.size();
    }
}
