package org.egpo.bfcl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.egpo.call.Value;
import org.jspecify.annotations.Nullable;

/**
 * The benchmark's data in the official layout: question files {@code BFCL_v4_CATEGORY.json} (v3 names too), allowed answers
 * of the same names in {@code possible_answer/}, as JSON Lines or JSON arrays. A category is read when it is first asked
 * for. Safe for many threads.
 */
public final class BfclData {
    private static final List<String> PLACES =
            List.of("", "data", "bfcl_eval/data", "berkeley-function-call-leaderboard/bfcl_eval/data");

    private final Path directory;
    private final Map<String, Path> files;
    private final Map<String, String> fingerprints = new ConcurrentHashMap<>();
    private final Map<String, Map<String, BfclEntry>> loaded = new ConcurrentHashMap<>();

    private BfclData(Path directory, Map<String, Path> files) {
        this.directory = directory;
        this.files = files;
    }

    /**
     * @param directory the folder of the question files, an installed package {@code bfcl_eval}, a clone of the official
     *     repository or its folder {@code berkeley-function-call-leaderboard}
     * @throws BadInputException when it holds no question file
     */
    public static BfclData at(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new BadInputException(directory + ": there is no such folder; give the folder of the BFCL data"
                    + " (the one with BFCL_v4_simple_python.json).");
        }
        for (String inside : PLACES) {
            Path folder = directory.resolve(inside);
            Map<String, Path> files = Files.isDirectory(folder) ? questionFiles(folder) : Map.of();
            if (!files.isEmpty()) {
                return new BfclData(folder, files);
            }
        }
        throw new BadInputException(directory + ": holds no question file (BFCL_v4_simple_python.json and the like).");
    }

    private static Map<String, Path> questionFiles(Path folder) {
        Map<String, Path> files = new TreeMap<>();
        try (Stream<Path> list = Files.list(folder)) {
            list.filter(Files::isRegularFile).sorted().forEach(p -> {
                String category = Categories.ofFileName(p.getFileName().toString());
                if (category != null) {
                    files.put(category, p);
                }
            });
        } catch (IOException e) {
            throw BadInputException.at(folder, 0, "cannot be listed (" + e.getMessage() + ").");
        }
        return files;
    }

    public Path directory() {
        return directory;
    }

    /** Whether there is a question file of that category. */
    public boolean has(String category) {
        return files.containsKey(Categories.source(Categories.v4Name(category)));
    }

    /** Categories with a question file, in the order of the leaderboard. */
    public List<String> categories() {
        return Categories.all().stream().filter(this::has).toList();
    }

    /**
     * The entries of a category by id, in the order of the file.
     *
     * @throws BadInputException when a file is missing or has an unusable line
     */
    public Map<String, BfclEntry> entries(String category) {
        return loaded.computeIfAbsent(Categories.v4Name(category), this::load);
    }

    /**
     * One entry by its id, or null when its category has no such entry.
     *
     * @throws BadInputException when the category's file is missing or has an unusable line
     */
    public @Nullable BfclEntry entry(String id) {
        return entries(Categories.ofId(id)).get(id);
    }

    /** Sixteen digits that change with every byte of a category's questions and answers. */
    public String fingerprint(String category) {
        return fingerprints.computeIfAbsent(Categories.source(category), source -> {
            try {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                Path questions = file(source);
                digest.update(Files.readAllBytes(questions));
                if (Files.exists(answerFile(questions))) {
                    digest.update(Files.readAllBytes(answerFile(questions)));
                }
                return HexFormat.of().formatHex(digest.digest(), 0, 8);
            } catch (IOException | NoSuchAlgorithmException e) {
                throw new BadInputException(directory + ": cannot be read (" + e.getMessage() + ").");
            }
        });
    }

    /** Whether a category has as many tests as the official one: that of another commit, if not the same. */
    public boolean isFull(String category) {
        return has(category) && entries(category).size() == Categories.size(Categories.v4Name(category));
    }

    /** Whether a category is the official one of bfcl-eval 2026.3.23, byte for byte. */
    public boolean isOfficial(String category) {
        return has(category) && fingerprint(category).equals(Categories.officialFingerprint(category));
    }

    private Map<String, BfclEntry> load(String category) {
        Path file = file(category);
        boolean answered = !Categories.isRelevance(category);
        String source = Categories.source(category);
        Map<String, Value> answers = new HashMap<>();
        if (answered) {
            JsonLines.readFields(
                    answerFile(file),
                    "ground_truth",
                    List.of(),
                    (fields, line) -> put(answers, fields.id(), fields.value(), line),
                    JsonLines::stop);
        }
        Map<String, BfclEntry> entries = new LinkedHashMap<>();
        JsonLines.read(
                file,
                (json, line) -> {
                    if (!JsonLines.standsAt(json, "id")) {
                        throw line.problem("the entry has no id.");
                    }
                    String id = json.getText();
                    if (answered && answers.get(id) == null) {
                        throw line.problem("\"" + id.replace(source, category) + "\" has no possible answer in "
                                + answerFile(file).getFileName() + " of possible_answer.");
                    }
                    // Documents are read when somebody asks: many tests need none, or only one of theirs.
                    String name = id.replace(source, category);
                    Value expected = answers.getOrDefault(id, Value.None.NONE);
                    put(entries, name, new BfclEntry(name, category, line, null, expected), line);
                },
                JsonLines::stop);
        return Collections.unmodifiableMap(entries);
    }

    private static <T> void put(Map<String, T> all, String id, T value, JsonLines.Line line) {
        if (all.put(id, value) != null) {
            throw line.problem("the id \"" + id + "\" was used before.");
        }
    }

    /**
     * The question file of a category.
     *
     * @throws BadInputException when there is none
     */
    public Path file(String category) {
        String source = Categories.source(Categories.v4Name(category));
        Path file = files.get(source);
        if (file == null) {
            throw new BadInputException(directory + ": has no question file BFCL_v4_" + source
                    + ".json for the category " + category + ".");
        }
        return file;
    }

    private static Path answerFile(Path questions) {
        return questions.resolveSibling("possible_answer").resolve(questions.getFileName());
    }
}
