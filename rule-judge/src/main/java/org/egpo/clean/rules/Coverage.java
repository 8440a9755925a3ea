package org.egpo.clean.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;
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

    /** A sentence that asks for one thing has fewer words that mean something. */
    private static final int TERSE = 15;

    /** A question of fewer words that ends without a stop was cut off. */
    private static final int SHORT = 10;

    private static final double INTRO = 4;
    private static final Pattern STATEMENT = WordLists.pattern("statement");
    private static final Pattern WISH = WordLists.pattern("wish");
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
        this.covered = Grounding.mentioned(groundings, question);
        for (Grounding g : groundings) {
            if (g.leaf().path().contains(".")) {
                cover(w -> g.leaf().words().contains(w.text()));
            }
            if (g.mentions().isEmpty() && g.leaf().isText()) {
                List<String> said = QuestionText.wordsOf(g.leaf().text());
                boolean time = question.calendar.time(g.leaf().text()) != Calendar.Match.NOT_A_DATE;
                cover(w ->
                        said.stream().anyMatch(s -> QuestionText.sameWord(w, s) || QuestionText.isSimilar(w.text(), s))
                                || time && question.calendar.isTime(w));
                question.calendar.agreeing(g.leaf().text()).forEach(d -> cover(w -> w.isIn(d.start(), d.end())));
            }
        }
        // A call whose values do not stand there answers what speaks of its tool.
        for (FunctionCall c : example.calls()) {
            if (groundings.stream()
                    .noneMatch(g -> g.leaf().call() == c && !g.mentions().isEmpty())) {
                tools.stream()
                        .filter(t -> t.tool().name().equals(c.name()))
                        .forEach(t -> cover(w -> !w.isCommon() && t.knows(w)));
            }
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
        if (!g.isNumber() && g.problem() != null && g.problem().reason() == Reason.UNGROUNDED_VALUE && tellsAStory()) {
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
        if (g.leaf().isText() && question.calendar.day(g.leaf().text()) != Calendar.Match.NOT_A_DATE) {
            return question.calendar.days.isEmpty()
                    ? question.amounts.isEmpty() && leftWords() < 2
                    : count(i -> !covered[i] && question.calendar.covers(question.words.get(i))) > 0;
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
        List<Value> others = groundings.stream()
                .filter(g -> g.leaf().call() != call)
                .map(g -> g.leaf().value())
                .toList();
        return !others.isEmpty()
                && groundings.stream()
                        .filter(g -> g.leaf().call() == call && !g.mentions().isEmpty())
                        .allMatch(g -> others.contains(g.leaf().value()));
    }

    /** Whether it is so long that a value may follow from what it tells. */
    private boolean tellsAStory() {
        return count(i -> !question.words.get(i).isDigits())
                > LONGEST * example.calls().size();
    }

    private long count(IntPredicate which) {
        return IntStream.range(0, covered.length).filter(which).count();
    }

    /** A word with a meaning that no value has and no tool speaks of, and that is no day. */
    private boolean isLeft(int i) {
        Word w = question.words.get(i);
        return !covered[i]
                && !w.isCommon()
                && w.text().length() > 1
                && !Calendar.isRelative(w.text())
                && tools.stream().noneMatch(t -> t.knows(w));
    }

    private long leftWords() {
        return count(i -> isLeft(i) && !question.words.get(i).isDigits());
    }

    private boolean isLeft(Amount a) {
        return a.sure()
                && IntStream.range(a.from(), a.to()).noneMatch(i -> covered[i])
                && !question.calendar.covers(question.words.get(a.from()));
    }

    /** Such a word with a capital inside a sentence, or in quotes. */
    private boolean isLeftName(int i) {
        Word w = question.words.get(i);
        boolean quoted = w.start() > 0 && "\"“‘'`".indexOf(question.raw.charAt(w.start() - 1)) >= 0;
        boolean inside = i > 0 && question.words.get(i - 1).sentence() == w.sentence();
        return isLeft(i) && (quoted || w.capital() && inside);
    }

    /** A number or a name that no value has, wherever it stands. */
    private boolean isAnchor(int i) {
        Word w = question.words.get(i);
        boolean numbering = question.raw.substring(0, w.start()).matches("(?s)(?:.*\\n)?\\s*");
        // URL, WiFi and the like are no names.
        boolean name = isLeftName(i) && !shown(i, i).matches(".*\\p{Lu}.*\\p{Lu}.*");
        return (w.isDigits() && !numbering || name)
                && count(k -> covered[k] && question.words.get(k).text().equals(w.text())) == 0;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        if (tools.isEmpty() || tellsAStory() || !question.isEnglish()) {
            return findings;
        }
        // What a dialogue asked for before was answered before.
        int latest = question.raw.lastIndexOf(example.question());
        for (int from = 0, to; from < covered.length; from = to) {
            int sentence = question.words.get(from).sentence();
            to = from + (int) count(i -> question.words.get(i).sentence() == sentence);
            boolean used = IntStream.range(from, to).anyMatch(i -> covered[i]);
            if (!used && question.words.get(from).start() >= latest && isRequest(from, to)) {
                findings.add(new Finding(Reason.MISSING_CALL, "nothing is done about: " + shown(from, to - 1)));
            }
        }
        if (covered.length < TERSE && lacksText()) {
            IntStream.range(1, covered.length)
                    .filter(i -> isLeftName(i)
                            && isLeftName(i - 1)
                            && !question.words.get(i).afterStop())
                    .forEach(i -> findings.add(new Finding(Reason.MISSING_VALUE, shown(i - 1, i))));
        }
        return findings;
    }

    private String shown(int first, int last) {
        return question.raw.substring(
                question.words.get(first).start(), question.words.get(last).end());
    }

    /** Whether a call leaves out a parameter for a text. */
    private boolean lacksText() {
        return example.calls().stream().anyMatch(c -> tools.stream()
                .filter(t -> t.tool().name().equals(c.name()))
                .flatMap(t -> t.parameters().stream())
                .anyMatch(p -> p.wantsText() && c.arguments().get(p.path()) == null));
    }

    /** Whether a sentence that no value stands in asks for something. */
    private boolean isRequest(int from, int to) {
        String sentence = shown(from, to - 1);
        List<Word> anchors = IntStream.range(from, to)
                .filter(this::isAnchor)
                .mapToObj(question.words::get)
                .toList();
        Set<String> roots = Set.copyOf(Stems.roots(sentence));
        FunctionChoice best = tools.stream()
                .max(Comparator.comparingDouble(t -> t.score(roots)))
                .orElseThrow();
        // It may name what the next one tells more of: "Look up an order. The ID is 12."
        boolean intro = anchors.stream().noneMatch(Word::isDigits)
                && best.score(roots) >= INTRO
                && example.calls().stream()
                        .anyMatch(c -> c.name().equals(best.tool().name()));
        // "I want to plan a trip with Ann. Can you look up the weather?"
        boolean wish = WISH.matcher(sentence).lookingAt() && to < covered.length && best.score(roots) < MEANT;
        return !intro
                && !wish
                && !anchors.isEmpty()
                && (anchors.size() > 1 || !STATEMENT.matcher(sentence).lookingAt())
                && roots.size() > 1
                && roots.size() < TERSE;
    }

    /** For an answer without a call: that a tool could serve; empty when none could. */
    List<Finding> needlessRefusal() {
        return tools.stream()
                .filter(t -> t.canBeFilled(question))
                .filter(t -> t.canBeTold() && known(t) >= TOLD || t.score(question.roots) >= MEANT && known(t) >= KNOWN)
                .limit(1)
                .map(t -> new Finding(Reason.NEEDLESS_REFUSAL, t.tool().name() + " can serve"))
                .toList();
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
