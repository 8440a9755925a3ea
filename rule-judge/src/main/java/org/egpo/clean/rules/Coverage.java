package org.egpo.clean.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.egpo.call.FunctionCall;
import org.egpo.call.Value;
import org.egpo.clean.Finding;
import org.egpo.clean.Reason;
import org.egpo.data.Example;

/** Whether the answer covers the question: what no value uses, what was not called, what was withheld. */
final class Coverage {
    /** A tool with as many points by {@link FunctionChoice} is taken to be meant. */
    private static final double MEANT = 5;

    /** The least share of a question's words that a tool which is withheld must know. */
    private static final double KNOWN = 0.2;

    /** The same where its parameters tell what they want, and the question has it. */
    private static final double TOLD = 0.1;

    /** Longer questions, in words for each call, tell a story: not every word of them asks for something. */
    private static final int LONGEST = 22;

    /** A sentence of as many meaningful words tells something too. */
    private static final int LONG_SENTENCE = 12;

    /** Shorter questions have a use for every name and number. */
    private static final int TERSE = 15;

    /** A question of fewer words that ends without a stop was cut off. */
    private static final int SHORT = 10;

    private static final Set<String> STATEMENTS = WordLists.set("statements");
    private static final double INTRO = 4;
    private static final Set<String> NOW = Set.of("today", "current", "now");
    private static final Set<String> STATES = WordLists.set("states");
    private final Example example;
    private final QuestionText question;
    private final List<Grounding> groundings;
    private final List<FunctionChoice> tools;
    private final boolean[] covered;

    Coverage(Example example, QuestionText question, List<Grounding> groundings) {
        this.example = example;
        this.question = question;
        this.groundings = groundings;
        this.tools = example.tools().stream().map(FunctionChoice::of).toList();
        this.covered = new boolean[question.words.size()];
        Set<String> keys = groundings.stream()
                .filter(g -> g.leaf().path().contains("."))
                .flatMap(g -> g.leaf().words().stream())
                .collect(Collectors.toSet());
        cover(w -> keys.contains(w.text()));
        groundings.forEach(this::cover);
        // A call whose values do not stand there answers what speaks of its tool.
        example.calls().stream()
                .filter(c -> groundings.stream()
                        .noneMatch(g -> g.leaf().call() == c && !g.mentions().isEmpty()))
                .flatMap(c -> tools.stream().filter(t -> t.tool().name().equals(c.name())))
                .forEach(t -> cover(w -> !w.isCommon() && t.knows(w)));
    }

    private void cover(Grounding g) {
        for (int[] m : g.mentions()) {
            Arrays.fill(covered, m[0], Math.min(m[1], covered.length), true);
        }
        if (!g.mentions().isEmpty()) {
            return;
        }
        String text = g.leaf().isText() ? g.leaf().text() : "";
        List<String> said = QuestionText.wordsOf(text);
        cover(w -> said.stream().anyMatch(s -> QuestionText.sameWord(w, s) || QuestionText.isSimilar(w.text(), s)));
        question.calendar.agreeing(text).forEach(d -> cover(w -> w.isIn(d.start(), d.end())));
        // A number may be the hour.
        if (g.leaf().isNumber() || question.calendar.time(text) != Calendar.Match.NOT_A_DATE) {
            question.calendar.times.forEach(t -> cover(w -> w.isIn(t.start(), t.end())));
        }
    }

    private void cover(Predicate<Word> used) {
        for (int i = 0; i < covered.length; i++) {
            covered[i] |= used.test(question.words.get(i));
        }
    }

    /**
     * Whether a value that the question does not say is certainly wrong: something else stands there that no value uses, or
     * there is nothing that it could follow from.
     */
    boolean refutes(Grounding g) {
        if (!g.isNumber() && g.problem().reason() == Reason.UNGROUNDED_VALUE && tellsAStory()) {
            return false;
        }
        if (g.support() != Grounding.Support.UNSAID) {
            return g.support() == Grounding.Support.CONTRADICTED;
        }
        boolean cutOff = covered.length < SHORT && question.raw.strip().matches("(?s).*[\\p{L}\\p{N},]");
        if (cutOff && g.leaf().required()
                || isUnfounded(g.leaf().call())
                || g.leaf().isNumber() && g.leaf().wantsText()) {
            return true;
        }
        List<Calendar.Day> days = question.calendar.days;
        if (g.leaf().isText() && question.calendar.day(g.leaf().text()) != Calendar.Match.NOT_A_DATE) {
            return days.isEmpty()
                    ? question.amounts.isEmpty() && leftWords() < 2
                    : days.stream().anyMatch(this::isLeft);
        }
        if (g.leaf().isText() && question.calendar.time(g.leaf().text()) == Calendar.Match.OTHER) {
            long used = groundings.stream()
                    .filter(o ->
                            o.leaf().isText() && question.calendar.time(o.leaf().text()) == Calendar.Match.SAME)
                    .count();
            return question.calendar.times.size() > used || used == 0;
        }
        if (g.isNumber()) {
            return question.amounts.isEmpty()
                    ? g.leaf().required() && g.leaf().number() != 1 && leftWords() < 2
                    : question.amounts.stream().anyMatch(this::isLeft);
        }
        return covered.length < SHORT
                || count(this::isLeftName) > 0
                || leftWords() > covered.length / (SHORT * example.calls().size());
    }

    /** Whether it is one of several calls, and the question says nothing of it but what belongs to the others. */
    private boolean isUnfounded(FunctionCall call) {
        return example.calls().size() > 1
                && groundings.stream()
                        .filter(g -> g.leaf().call() == call
                                && (g.leaf().isText() || g.leaf().isNumber()))
                        .noneMatch(g -> !g.mentions().isEmpty()
                                && groundings.stream()
                                        .noneMatch(o -> o.leaf().call() != call
                                                && Value.pythonEquals(
                                                        o.leaf().value(),
                                                        g.leaf().value())));
    }

    /** Whether it is so long that a value may follow from what it tells. */
    private boolean tellsAStory() {
        return count(i -> !question.words.get(i).isDigits())
                > LONGEST * example.calls().size();
    }

    private long count(IntPredicate which) {
        return IntStream.range(0, covered.length).filter(which).count();
    }

    /** Words with a meaning that no value has and no tool speaks of. */
    private long leftWords() {
        return count(i -> {
            Word w = question.words.get(i);
            return !covered[i]
                    && !w.isDigits()
                    && !w.isCommon()
                    && w.text().length() > 2
                    && !Calendar.isRelative(w.text())
                    && tools.stream().noneMatch(t -> t.knows(w));
        });
    }

    private boolean isLeft(Amount a) {
        return a.sure() && IntStream.range(a.from(), a.to()).noneMatch(i -> covered[i]) && !question.isPartOfADay(a);
    }

    /** Whether no value names that day. */
    private boolean isLeft(Calendar.Day day) {
        return groundings.stream()
                .filter(g -> g.leaf().isText())
                .flatMap(g -> question.calendar.agreeing(g.leaf().text()).stream())
                .noneMatch(d -> d.start() == day.start());
    }

    /** A word with a capital inside a sentence, or in quotes, that no value has and that is no day and no tool's. */
    private boolean isLeftName(int i) {
        Word w = question.words.get(i);
        boolean quoted = w.start() > 0 && "\"“‘'`".indexOf(question.raw.charAt(w.start() - 1)) >= 0;
        boolean inside = i > 0 && question.words.get(i - 1).sentence() == w.sentence();
        return !covered[i]
                && (quoted || w.capital() && inside)
                && w.text().length() > 1
                && !w.isCommon()
                && !Calendar.isRelative(w.text())
                && tools.stream().noneMatch(t -> t.knows(w));
    }

    /** A number or a name that no value has, wherever it stands. */
    private boolean isAnchor(int i) {
        Word w = question.words.get(i);
        boolean numbering = question.raw.substring(0, w.start()).matches("(?s)(?:.*\\n)?\\s*");
        boolean glued = w.start() > 0 && "^_".indexOf(question.raw.charAt(w.start() - 1)) >= 0
                || w.start() > 0 && Character.isLetter(question.raw.charAt(w.start() - 1));
        // URL, WiFi and the like are no names.
        boolean name =
                isLeftName(i) && !question.raw.substring(w.start(), w.end()).matches(".*\\p{Lu}.*\\p{Lu}.*");
        return (w.isDigits() && !glued && !numbering || name)
                && IntStream.range(0, covered.length)
                        .noneMatch(
                                k -> covered[k] && question.words.get(k).text().equals(w.text()));
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        if (tellsAStory() || !question.isEnglish()) {
            return findings;
        }
        // What a dialogue asked for before was answered before.
        int latest = question.raw.lastIndexOf(example.question());
        question.words.stream().map(Word::sentence).distinct().forEach(s -> {
            int[] at = IntStream.range(0, covered.length)
                    .filter(i -> question.words.get(i).sentence() == s)
                    .toArray();
            if (question.words.get(at[0]).start() >= latest
                    && IntStream.of(at).noneMatch(i -> covered[i])
                    && isRequest(at)) {
                findings.add(
                        new Finding(Reason.MISSING_CALL, "nothing is done about: " + shown(at[0], at[at.length - 1])));
            }
        });
        if (covered.length >= TERSE) {
            return findings;
        }
        question.amounts.stream()
                .filter(a -> isLeft(a) && isAnchor(a.from()) && a.value() != 1 && lacks(Leaf::wantsNumber))
                .forEach(a -> findings.add(new Finding(Reason.MISSING_VALUE, shown(a.from(), a.to() - 1))));
        IntStream.range(1, covered.length)
                .filter(i -> isLeftName(i)
                        && isLeftName(i - 1)
                        && !question.words.get(i).afterStop()
                        && lacks(Leaf::wantsText))
                .forEach(i -> findings.add(new Finding(Reason.MISSING_VALUE, shown(i - 1, i))));
        return findings;
    }

    private String shown(int first, int last) {
        return question.raw.substring(
                question.words.get(first).start(), question.words.get(last).end());
    }

    /** Whether a call leaves out a parameter for such values. */
    private boolean lacks(Predicate<Leaf> parameter) {
        return tools.stream().anyMatch(t -> t.parameters().stream()
                .anyMatch(p -> parameter.test(p)
                        && p.allowed().isEmpty()
                        && example.calls().stream()
                                .anyMatch(c -> c.name().equals(t.tool().name())
                                        && c.arguments().get(p.path()) == null)));
    }

    private boolean isRequest(int[] at) {
        boolean tellsTheDay = IntStream.of(at)
                .anyMatch(i -> NOW.contains(question.words.get(i).text()));
        Set<String> roots = new HashSet<>();
        int anchors = 0;
        int names = 0;
        for (int i : at) {
            Word w = question.words.get(i);
            if (!w.isCommon()) {
                roots.add(w.root());
            }
            boolean now = question.isPartOfADay(w) && tellsTheDay;
            boolean anchor = isAnchor(i) && !now;
            anchors += anchor ? 1 : 0;
            names += anchor && !w.isDigits() ? 1 : 0;
        }
        if (anchors == names || isToldInStatements()) {
            Set<String> called =
                    example.calls().stream().map(FunctionCall::name).collect(Collectors.toSet());
            FunctionChoice best = tools.stream()
                    .max(Comparator.comparingDouble(t -> t.score(roots)))
                    .orElseThrow();
            if (called.contains(best.tool().name()) && best.score(roots) >= INTRO) {
                return false;
            }
        }
        String first = question.words.get(at[0]).text();
        boolean statement = STATEMENTS.contains(first)
                || first.equals("i")
                        && at.length > 1
                        && STATES.contains(question.words.get(at[1]).text());
        return roots.size() < LONG_SENTENCE && (!statement || anchors > 1) && anchors > 0 && roots.size() > 1;
    }

    /** Whether all that the values use stands in sentences that tell something, such as "The ID is 12". */
    private boolean isToldInStatements() {
        return IntStream.range(0, covered.length)
                .filter(i -> covered[i])
                .map(i -> question.words.get(i).sentence())
                .distinct()
                .mapToObj(s -> question.words.stream()
                        .filter(w -> w.sentence() == s)
                        .findFirst()
                        .orElseThrow())
                .allMatch(w -> STATEMENTS.contains(w.text()));
    }

    /** For an answer without a call: that a tool could serve, or null. */
    Finding needlessRefusal() {
        return tools.stream()
                .filter(t -> t.canBeFilled(question))
                .filter(t -> t.canBeTold() && known(t) >= TOLD || t.score(question.roots) >= MEANT && known(t) >= KNOWN)
                .findFirst()
                .map(t -> new Finding(Reason.NEEDLESS_REFUSAL, t.tool().name() + " can serve"))
                .orElse(null);
    }

    /** Share of the question's words, names and numbers aside, that speak of the tool. */
    private double known(FunctionChoice tool) {
        return question.words.stream()
                .filter(w -> !(w.capital() && !w.afterStop()) && !w.isDigits() && !w.isCommon())
                .mapToInt(w -> tool.knows(w) ? 1 : 0)
                .average()
                .orElse(0);
    }
}
