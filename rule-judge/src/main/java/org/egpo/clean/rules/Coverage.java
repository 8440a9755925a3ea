package org.egpo.clean.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.egpo.call.ToolSpec;
import org.egpo.clean.Finding;
import org.egpo.clean.Reason;
import org.egpo.data.Example;

/** Whether the answer covers the question: no request of it left over, no call withheld that could be made. */
final class Coverage {
    /** A tool with as many points by {@link FunctionChoice} is taken to be meant. */
    private static final double MEANT = 3;

    /** The least share of a question's words that a tool which is withheld must know. */
    private static final double KNOWN = 0.2;

    /** Longer questions, in words for each call, tell a story: not every word of them asks for something. */
    private static final int LONGEST = 25;

    private static final Set<String> STATEMENTS = WordLists.set("statements");
    private static final Set<String> STATES = WordLists.set("states");
    private static final Set<String> MORE = WordLists.set("more");
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
        }
        coverSpans(g.leaf());
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
        boolean time = leaf.isNumber()
                || question.calendar.time(leaf.isText() ? leaf.text() : "") != Calendar.Match.NOT_A_DATE;
        if (leaf.isText()) {
            question.calendar.agreeing(leaf.text()).forEach(d -> coverSpan(d.start(), d.end()));
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

    /** Whether a value that the question does not say is certainly wrong: another stands there unused, or nothing it could come from. */
    boolean refutes(Grounding g) {
        if (g.support() == Grounding.Support.CONTRADICTED) {
            return true;
        }
        if (g.support() != Grounding.Support.UNSAID) {
            return false;
        }
        // One value may follow from what nobody says; two of one call do not.
        if (groundings.stream()
                        .filter(o -> o.leaf().call() == g.leaf().call() && o.support() == g.support())
                        .count()
                > 1) {
            return true;
        }
        if (g.leaf().isText() && question.calendar.day(g.leaf().text()) != Calendar.Match.NOT_A_DATE) {
            List<Calendar.Day> days = question.calendar.days;
            return days.isEmpty() ? question.amounts.isEmpty() : days.stream().anyMatch(this::isLeft);
        }
        return !g.isNumber()
                || question.amounts.isEmpty() && g.leaf().required() && g.leaf().number() != 1
                || question.amounts.stream().anyMatch(this::isLeft);
    }

    private boolean isLeft(Amount a) {
        Word first = question.words.get(a.from());
        return a.sure()
                && IntStream.range(a.from(), a.to()).noneMatch(i -> covered[i])
                && question.calendar.days.stream().noneMatch(d -> d.start() <= first.start() && first.end() <= d.end());
    }

    /** Whether no value names that day. */
    private boolean isLeft(Calendar.Day day) {
        return groundings.stream()
                .filter(g -> g.leaf().isText())
                .flatMap(g -> question.calendar.agreeing(g.leaf().text()).stream())
                .noneMatch(d -> d.start() == day.start());
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
                findings.add(new Finding(
                        Reason.MISSING_CALL,
                        "nothing is done about: "
                                + question.raw.substring(
                                        words.get(0).start(),
                                        words.get(words.size() - 1).end())));
            }
        });
        return findings;
    }

    /** A word with a capital inside a sentence that is no day and no tool's. */
    private boolean isName(int i) {
        Word w = question.words.get(i);
        return w.capital()
                && i > 0
                && w.text().length() > 1
                && question.words.get(i - 1).sentence() == w.sentence()
                && !Stems.STOP.contains(w.text())
                && !Calendar.isRelative(w.text())
                && example.tools().stream().noneMatch(t -> speaksOf(w, t));
    }

    private boolean isRequest(List<Word> words) {
        Set<String> roots = new HashSet<>();
        int anchors = 0;
        for (Word w : words) {
            if (!Stems.STOP.contains(w.text())) {
                roots.add(Stems.root(w.text()));
            }
            anchors += w.isDigits() || isName(question.words.indexOf(w)) ? 1 : 0;
        }
        String first = words.get(0).text();
        boolean statement = STATEMENTS.contains(first)
                || first.equals("i")
                        && words.size() > 1
                        && STATES.contains(words.get(1).text());
        return question.isEnglish()
                && !statement
                && (anchors > 1 && roots.size() > 1 || anchors > 0 && MORE.contains(first) || meansAnother(roots));
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

    /** For an answer without a call: that a tool could serve, or null. */
    Finding needlessRefusal() {
        ToolSpec tool = example.tools().stream()
                .max(Comparator.comparingDouble(this::points))
                .orElse(null);
        return tool != null && points(tool) >= MEANT && known(tool) >= KNOWN
                ? new Finding(Reason.NEEDLESS_REFUSAL, tool.name() + " can serve")
                : null;
    }

    private double points(ToolSpec tool) {
        return FunctionChoice.score(tool, question.roots);
    }

    /** Share of the question's words, names and numbers aside, that speak of the tool. */
    private double known(ToolSpec tool) {
        return question.words.stream()
                .filter(w -> !(w.capital() && !w.afterStop()) && !w.isDigits() && !Stems.STOP.contains(w.text()))
                .mapToInt(w -> speaksOf(w, tool) ? 1 : 0)
                .average()
                .orElse(0);
    }

    private static boolean speaksOf(Word w, ToolSpec tool) {
        return FunctionChoice.score(tool, Set.of(Stems.root(w.text()))) > 0;
    }
}
