package org.egpo.datasets;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.egpo.call.FunctionCall;
import org.egpo.call.ToolSpec;
import org.egpo.call.Value;
import org.egpo.data.Answer;
import org.egpo.data.Example;
import org.egpo.data.Message;

/** Makes one record after the other, each question at most once. */
final class QuestionGenerator {
    static final int MOST_WORDS = 30;
    private static final double HELD_OUT_SHARE = 0.3;
    private static final List<String> CONNECTIVES = List.of(" ", " Also, ", " Then ", " And ");

    private final Random random;
    private final List<GeneratedTool> seen;
    private final List<GeneratedTool> heldOut;
    private final List<Phrasing> smallTalk;
    private final boolean otherPhrasings;
    private final Set<String> asked;
    private final List<GeneratedTool> turn = new ArrayList<>();

    /**
     * @param heldOutToo whether tools that training never shows take part
     * @param otherPhrasings the second set of phrasings
     * @param asked questions that must not come again; gets the new ones
     */
    QuestionGenerator(
            ToolCatalog catalog, Random random, boolean heldOutToo, boolean otherPhrasings, Set<String> asked) {
        this.random = random;
        this.seen = catalog.tools(false);
        this.heldOut = heldOutToo
                ? catalog.tools().stream().filter(GeneratedTool::heldOut).toList()
                : List.of();
        this.smallTalk = catalog.smallTalk();
        this.otherPhrasings = otherPhrasings;
        this.asked = asked;
    }

    /** What a record is made of, before it is one. */
    private record Draft(String text, List<FunctionCall> calls, Set<GeneratedTool> called) {}

    Example next(String id) {
        while (true) {
            Category category = Category.draw(random);
            Draft draft = draft(category);
            boolean fits = draft.text.split("\\s+").length <= MOST_WORDS
                    && new HashSet<>(draft.calls).size() == draft.calls.size();
            if (fits && asked.add(draft.text)) {
                return example(id, category, draft);
            }
        }
    }

    private Draft draft(Category category) {
        return switch (category) {
            case SINGLE, MULTIPLE -> one();
            case PARALLEL -> many();
            case IRRELEVANT -> random.nextInt(4) == 0 ? smallTalk() : one();
        };
    }

    private Draft one() {
        GeneratedTool tool = nextTool();
        Phrasing.Said said = CallEdits.pick(phrasings(tool), random).say(tool, random, new HashSet<>());
        return new Draft(said.text(), said.calls(), Set.of(tool));
    }

    private Draft smallTalk() {
        return new Draft(CallEdits.pick(smallTalk, random).sayWithoutTool(random), List.of(), Set.of());
    }

    private Draft many() {
        GeneratedTool tool = nextTool();
        if (!otherPhrasings && !tool.pairs().isEmpty() && random.nextBoolean()) {
            Phrasing.Said said = CallEdits.pick(tool.pairs(), random).say(tool, random, new HashSet<>());
            return new Draft(said.text(), said.calls(), Set.of(tool));
        }
        int parts = random.nextInt(5) == 0 ? 3 : 2;
        boolean sameTool = random.nextInt(3) == 0;
        Set<GeneratedTool> called = new LinkedHashSet<>();
        Set<String> taken = new HashSet<>();
        List<FunctionCall> calls = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < parts; i++) {
            GeneratedTool t = i == 0 || sameTool ? tool : random.nextBoolean() ? neighbour(tool) : nextTool();
            Phrasing.Said said = CallEdits.pick(phrasings(t), random).say(t, random, taken);
            called.add(t);
            calls.addAll(said.calls());
            append(text, said.text());
        }
        return new Draft(text.toString(), calls, called);
    }

    private void append(StringBuilder text, String sentence) {
        if (text.length() == 0) {
            text.append(sentence);
            return;
        }
        String connective = CallEdits.pick(CONNECTIVES, random);
        boolean own = connective.isBlank() || sentence.matches("I\\b.*|[A-Z][A-Z].*|\\W.*");
        text.append(own ? " " : connective)
                .append(own ? sentence : Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1));
    }

    private List<Phrasing> phrasings(GeneratedTool tool) {
        return otherPhrasings ? tool.otherPhrasings() : tool.phrasings();
    }

    /** Tools take turns, so that all are asked for equally often. */
    private GeneratedTool nextTool() {
        if (!heldOut.isEmpty() && random.nextDouble() < HELD_OUT_SHARE) {
            return CallEdits.pick(heldOut, random);
        }
        if (turn.isEmpty()) {
            turn.addAll(seen);
            Collections.shuffle(turn, random);
        }
        return turn.remove(turn.size() - 1);
    }

    private GeneratedTool neighbour(GeneratedTool tool) {
        return CallEdits.pick(
                seen.stream().filter(t -> t.domain().equals(tool.domain())).toList(), random);
    }

    private Example example(String id, Category category, Draft draft) {
        List<GeneratedTool> offered = new ArrayList<>();
        boolean served = category != Category.IRRELEVANT;
        if (served) {
            offered.addAll(draft.called);
        }
        int size = category.offered(random, offered.size());
        while (offered.size() < size) {
            GeneratedTool other = other(draft, served);
            if (!offered.contains(other)) {
                offered.add(other);
            }
        }
        Collections.shuffle(offered, random);
        List<ToolSpec> tools = offered.stream().map(GeneratedTool::spec).toList();
        return new Example(
                id,
                List.of(Message.user(draft.text)),
                tools,
                served ? Answer.of(draft.calls) : Answer.NO_CALL,
                metadata(category, draft, offered),
                Value.MapValue.EMPTY,
                null);
    }

    /** A tool that does not serve the question; where none may, it comes from another domain. */
    private GeneratedTool other(Draft draft, boolean served) {
        List<GeneratedTool> called = List.copyOf(draft.called);
        if (served && random.nextBoolean()) {
            return neighbour(called.get(0));
        }
        while (true) {
            GeneratedTool t = CallEdits.pick(seen, random);
            if (served || called.stream().noneMatch(c -> c.domain().equals(t.domain()))) {
                return t;
            }
        }
    }

    private static Value.MapValue metadata(Category category, Draft draft, List<GeneratedTool> offered) {
        List<String> names = draft.called.stream().map(GeneratedTool::name).toList();
        String domain =
                draft.called.isEmpty() ? "chat" : draft.called.iterator().next().domain();
        boolean heldOut = draft.called.stream().anyMatch(GeneratedTool::heldOut)
                || offered.stream().anyMatch(GeneratedTool::heldOut);
        return Value.MapValue.of(
                "category", category.toString(), "domain", domain, "asks_for", names, "held_out", heldOut);
    }
}
