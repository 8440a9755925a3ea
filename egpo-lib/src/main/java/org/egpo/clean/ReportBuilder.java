package org.egpo.clean;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.egpo.data.BadRecordException;
import org.egpo.data.Example;

/** Counts while records go by. */
final class ReportBuilder {
    private static final int CHANGES_OF_A_REASON = 3;
    private static final int MOST = 100;

    private final String judge;
    private int records;
    private int badLines;
    private final Map<Outcome, Integer> judged = new EnumMap<>(Outcome.class);
    private final Map<Outcome, Integer> checked = new EnumMap<>(Outcome.class);
    private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    private final Map<Reason, Integer> judgeReasons = new EnumMap<>(Reason.class);
    private final Map<Reason, Integer> unproven = new EnumMap<>(Reason.class);
    private final Map<Reason, Integer> checkReasons = new EnumMap<>(Reason.class);
    private final Map<Reason, Integer> corrections = new EnumMap<>(Reason.class);
    private final Map<Outcome, Map<Outcome, Integer>> matrix = new EnumMap<>(Outcome.class);
    private final Map<Reason, Integer> shown = new EnumMap<>(Reason.class);
    private final List<CleanReport.Change> changes = new ArrayList<>();
    private final Set<String> offered = new LinkedHashSet<>();
    private final Set<String> called = new LinkedHashSet<>();
    private final List<String> problems = new ArrayList<>();

    ReportBuilder(String judge) {
        this.judge = judge;
    }

    void bad(BadRecordException e) {
        badLines++;
        if (problems.size() < MOST) {
            problems.add(e.getMessage());
        }
    }

    void add(Example example, Judgement judgement, AstResult asItCame, CleanRecord result) {
        records++;
        judged.merge(judgement.outcome(), 1, Integer::sum);
        count(judgement.outcome() == Outcome.UNDECIDED ? unproven : judgeReasons, judgement.findings());
        if (judgement.outcome().passes()) {
            checked.merge(result.checked().outcome(), 1, Integer::sum);
            boolean dropped = result.checked().outcome() == Outcome.DROPPED;
            count(dropped ? checkReasons : corrections, result.checked().findings());
            if (judgement.outcome() == Outcome.CORRECTED) {
                count(corrections, judgement.findings());
            }
        }
        outcomes.merge(result.outcome(), 1, Integer::sum);
        matrix.computeIfAbsent(judgement.outcome(), k -> new EnumMap<>(Outcome.class))
                .merge(asItCame.outcome(), 1, Integer::sum);
        example.tools().forEach(t -> offered.add(t.name()));
        result.answer().calls().forEach(c -> called.add(c.name()));
        show(example, result);
    }

    private static void count(Map<Reason, Integer> counts, List<Finding> findings) {
        findings.stream()
                .map(Finding::reason)
                .collect(Collectors.toSet())
                .forEach(r -> counts.merge(r, 1, Integer::sum));
    }

    private void show(Example example, CleanRecord result) {
        if (result.outcome() == Outcome.KEPT || result.findings().isEmpty()) {
            return;
        }
        if (shown.merge(result.findings().get(0).reason(), 1, Integer::sum) <= CHANGES_OF_A_REASON) {
            changes.add(new CleanReport.Change(
                    example.id(),
                    example.question(),
                    example.answer().toString(),
                    result.outcome().passes() ? result.answer().toString() : "",
                    result.outcome(),
                    result.findings()));
        }
    }

    /** @param unknownTypes names of types that allowed every value */
    CleanReport build(List<String> unknownTypes) {
        if (!unknownTypes.isEmpty()) {
            problems.add("types that are not known, so that every value passes: "
                    + String.join(", ", unknownTypes.subList(0, Math.min(MOST, unknownTypes.size()))));
        }
        List<String> unused =
                offered.stream().filter(t -> !called.contains(t)).limit(MOST).toList();
        return new CleanReport(
                judge,
                records,
                badLines,
                judged,
                checked,
                outcomes,
                judgeReasons,
                unproven,
                checkReasons,
                corrections,
                matrix,
                List.copyOf(changes),
                unused,
                List.copyOf(problems));
    }
}
