package org.egpo.clean;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.codec.digest.MessageDigestAlgorithms;
import org.egpo.call.Value;
import org.egpo.data.BadRecordException;
import org.egpo.data.Example;
import org.egpo.data.Examples;
import org.egpo.data.WholeFile;
import org.jspecify.annotations.Nullable;

/**
 * The whole pipeline on a file: stage 1 writes a journal as it goes, stage 2 reads it and writes the result at the end.
 * Killed at any moment and started again with {@link #resuming}, it ends as if it had never stopped, and no judged record is
 * judged twice.
 *
 * <p>Beside {@code out.jsonl} it leaves {@code out.jsonl.rejected.jsonl} (dropped records with their reasons)
 * and {@code out.jsonl.journal.jsonl} (every attempt).
 *
 * @param judge stage 1
 * @param threads records judged at once, at least 1
 * @param strict whether the first bad line ends it
 * @param resume whether it goes on with an earlier run that left a journal
 * @param heldOut file whose questions are dropped; null for none
 * @param progress gets the number of records judged so far, now and then, from several threads
 */
public record Cleaner(
        Judge judge, int threads, boolean strict, boolean resume, @Nullable Path heldOut, IntConsumer progress) {
    /** As many records at once as there are processors; bad lines are counted and left out. */
    public static Cleaner with(Judge judge) {
        return new Cleaner(judge, Runtime.getRuntime().availableProcessors(), false, false, null, n -> {});
    }

    /** @param records judged at once, at least 1 */
    public Cleaner threads(int records) {
        return new Cleaner(judge, records, strict, resume, heldOut, progress);
    }

    /** Stops at the first bad line. */
    public Cleaner strict(boolean yes) {
        return new Cleaner(judge, threads, yes, resume, heldOut, progress);
    }

    /** Goes on with an earlier run that left a journal. */
    public Cleaner resuming(boolean yes) {
        return new Cleaner(judge, threads, strict, yes, heldOut, progress);
    }

    /** Drops questions that this file asks too; null for none. */
    public Cleaner heldOut(@Nullable Path file) {
        return new Cleaner(judge, threads, strict, resume, file, progress);
    }

    /** @param judged gets the number of records judged so far, now and then, from several threads */
    public Cleaner onProgress(IntConsumer judged) {
        return new Cleaner(judge, threads, strict, resume, heldOut, judged);
    }

    /** Where the journal of that output stands. */
    public static Path journal(Path out) {
        return out.resolveSibling(out.getFileName() + ".journal.jsonl");
    }

    /** Where what was not kept stands. */
    public static Path rejected(Path out) {
        return out.resolveSibling(out.getFileName() + ".rejected.jsonl");
    }

    /** One record through both stages. */
    public CleanRecord clean(Example example) {
        return record(new AstStage(), example, new JudgeStage(judge).judge(example));
    }

    /** Records in memory through both stages, repeats and leaks among them included; one result for each, in order. */
    public List<CleanRecord> clean(List<Example> examples) throws IOException {
        JudgeStage stage = new JudgeStage(judge);
        AstStage ast = new AstStage();
        Repeats repeats = repeats();
        List<CleanRecord> results = new ArrayList<>();
        for (int i = 0; i < examples.size(); i++) {
            CleanRecord r = record(ast, examples.get(i), stage.judge(examples.get(i)));
            if (r.outcome().passes()) {
                repeats.add(i, examples.get(i), r);
            }
            results.add(r);
            progress.accept(i + 1);
        }
        for (int i = 0; i < results.size(); i++) {
            results.set(i, repeats.check(i, results.get(i)));
        }
        return results;
    }

    private Repeats repeats() throws IOException {
        Repeats repeats = new Repeats();
        if (heldOut != null) {
            Examples.read(heldOut, repeats::holdOut, Examples::stop);
        }
        return repeats;
    }

    /**
     * @throws BadRecordException when strict, at the first bad line
     * @throws IllegalArgumentException when a journal of an earlier run is there and this one does not resume it
     */
    public CleanReport clean(Path in, Path out) throws IOException {
        Path journalFile = journal(out);
        if (!resume && Files.exists(journalFile)) {
            throw new IllegalArgumentException(
                    journalFile + " holds an earlier run: add --resume to go on with it, or delete it to start anew.");
        }
        if (Files.exists(out) && Files.isSameFile(in, out)) {
            throw new IllegalArgumentException("the output would overwrite the input " + in + ": name another --out.");
        }
        String content = new DigestUtils(MessageDigestAlgorithms.SHA_256).digestAsHex(in);
        Files.createDirectories(out.toAbsolutePath().getParent());
        try (Journal journal = Journal.open(journalFile, content, judge.name())) {
            new Judging(judge, threads, journal, progress).run(in, onBad(new CleanReport.Builder("")));
            return check(in, out, journal);
        }
    }

    private Consumer<BadRecordException> onBad(CleanReport.Builder report) {
        return e -> {
            if (strict) {
                throw e;
            }
            report.bad(e);
        };
    }

    /** Stage 2 in two passes: repeats can only be told when all records were seen. */
    private CleanReport check(Path in, Path out, Journal journal) throws IOException {
        AstStage ast = new AstStage();
        Repeats repeats = repeats();
        eachJudged(in, journal, e -> {}, (record, example, judgement) -> {
            CleanRecord r = record(ast, example, judgement);
            if (r.outcome().passes()) {
                repeats.add(record, example, r);
            }
        });
        CleanReport.Builder report = new CleanReport.Builder(judge.name());
        try (WholeFile kept = new WholeFile(out);
                WholeFile rejected = new WholeFile(rejected(out))) {
            eachJudged(in, journal, onBad(report), (record, example, judgement) -> {
                CleanRecord r = repeats.check(record, record(ast, example, judgement));
                AstResult asItCame = judgement.answer().equals(example.answer())
                        ? ast.check(example, judgement.need())
                        : ast.check(example);
                report.add(example, judgement, asItCame, r);
                (r.outcome().passes() ? kept : rejected).line(Examples.line(written(example, r)));
            });
            kept.finish();
            rejected.finish();
        }
        return report.build(ast.unknownTypes());
    }

    private static CleanRecord record(AstStage ast, Example example, Judgement judgement) {
        return new CleanRecord(judgement, ast.check(example.withAnswer(judgement.answer()), judgement.need()));
    }

    /** Kept records with the answer kept; what was done to a record stands in its metadata. */
    private static Example written(Example example, CleanRecord r) {
        if (r.outcome() == Outcome.KEPT) {
            return example;
        }
        Value.MapBuilder cleaning = new Value.MapBuilder()
                .put("outcome", Value.text(r.outcome().toString()))
                .put(
                        "findings",
                        Value.of(r.findings().stream().map(Finding::toString).toList()));
        Example end = r.outcome().passes() ? example.withAnswer(r.answer()) : example;
        if (!end.answer().equals(example.answer())) {
            cleaning.put("before", Value.text(example.answer().toString()));
        }
        return end.withMetadata("cleaning", cleaning.build());
    }

    /** Takes a record with its number from 0 and its judgement. */
    private interface Judged {
        void accept(int record, Example example, Judgement judgement) throws IOException;
    }

    private static void eachJudged(Path in, Journal journal, Consumer<BadRecordException> onBad, Judged to)
            throws IOException {
        int[] record = {0};
        Examples.read(
                in,
                example -> {
                    try {
                        to.accept(record[0], example, journal.get(record[0]));
                        record[0]++;
                    } catch (IOException e) {
                        throw new UncheckedIOException(e.getMessage(), e);
                    }
                },
                onBad);
    }
}
