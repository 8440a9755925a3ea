package org.egpo.data;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The formats in which people keep function-calling data. */
public enum DataFormat {
    /** Our own JSON Lines: {@code question} or {@code messages}, {@code tools}, {@code answer}. */
    EGPO(new EgpoFormat(), EgpoFormat::line),
    /** xLAM-function-calling-60k: {@code query}, {@code tools}, {@code answers}, the last two as JSON or as its text. */
    XLAM(new XlamFormat(), null),
    /** ShareGPT, as ToolACE, Hermes and LLaMA-Factory use it: {@code conversations}, tools beside or in the system text. */
    SHAREGPT(new ShareGptFormat(), null),
    /** OpenAI: {@code messages} with {@code tool_calls}, {@code tools}. */
    OPENAI(new OpenAiFormat(), OpenAiFormat::line),
    /** Question files of the Berkeley Function Calling Leaderboard; answers from {@code possible_answer/} beside. */
    BFCL(null, null),
    /** For verl and TRL: {@code prompt}, {@code tools}, {@code reward_model.ground_truth}. */
    VERL(new VerlFormat(), VerlFormat::line);

    private final @Nullable RecordFormat format;
    private final @Nullable Function<Example, String> line;

    DataFormat(@Nullable RecordFormat format, @Nullable Function<Example, String> line) {
        this.format = format;
        this.line = line;
    }

    /**
     * Writes examples as lines of this format, without the line's end.
     *
     * @throws IllegalArgumentException for formats that are only read
     */
    public Function<Example, String> writer() {
        if (line == null) {
            throw new IllegalArgumentException(
                    "files of the format " + this + " are only read; write egpo, openai or verl");
        }
        return line;
    }

    /** A reader of records; BFCL's needs the answers that lie beside the file. */
    RecordFormat reader(java.nio.file.Path file) throws java.io.IOException {
        return format == null ? BfclFormat.of(file) : format;
    }

    /**
     * The format of that name, in any case.
     *
     * @throws IllegalArgumentException naming the formats there are
     */
    public static DataFormat of(String name) {
        return Arrays.stream(values())
                .filter(f -> f.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("no data format \"" + name + "\"; there are " + names()));
    }

    private static String names() {
        return Arrays.stream(values()).map(DataFormat::toString).collect(Collectors.joining(", "));
    }

    /**
     * The format that a record's fields speak of.
     *
     * @throws IllegalArgumentException where they speak of none
     */
    static DataFormat of(JsonNode record) {
        if (record.has("conversations")) {
            return SHAREGPT;
        }
        if (record.has("query") && record.has("answers")) {
            return XLAM;
        }
        if (record.has("prompt") && record.has("reward_model")) {
            return VERL;
        }
        if (record.has("question") && (record.has("function") || BfclFormat.isDialogue(record))) {
            return BFCL;
        }
        if (record.has("answer") && record.has("tools")) {
            return EGPO;
        }
        if (record.has("messages")) {
            return OPENAI;
        }
        String fields = String.join(", ", (Iterable<String>) record::fieldNames);
        throw new IllegalArgumentException(
                "its fields (" + fields + ") are of no known format; name the format, one of " + names());
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
