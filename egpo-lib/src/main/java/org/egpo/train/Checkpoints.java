package org.egpo.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.egpo.policy.CausalLm;
import org.egpo.policy.Learner;

/**
 * A run's checkpoints: folders {@code step-000123} with the weights, the optimiser's state and the position. Each is
 * written under another name and then moved, so a folder of that name is always whole, whenever the process was killed.
 *
 * @param keep how many of the latest to keep, at least 1
 */
public record Checkpoints(Path folder, int keep) {
    private static final String PREFIX = "step-";

    public Checkpoints {
        if (keep < 1) {
            throw new IllegalArgumentException("keep is " + keep + "; at least 1 checkpoint must be kept");
        }
    }

    /**
     * A checkpoint on disk.
     *
     * @param step steps done
     * @param folder weights in the Hugging Face layout and {@code optimizer.bin}
     */
    public record Checkpoint(int step, Path folder) {
        /** The weights, exactly as they were. */
        public CausalLm loadModel() {
            return CausalLm.load(folder);
        }

        /** Sets an optimiser back to this point; the steps done. */
        public int restore(Learner learner) throws IOException {
            learner.load(folder.resolve("optimizer.bin"));
            return step;
        }
    }

    /** Writes a checkpoint, then removes those too many. */
    public void save(int step, CausalLm model, Learner learner) throws IOException {
        Path unfinished = Files.createDirectories(folder).resolve("unfinished");
        FileUtils.deleteDirectory(unfinished.toFile());
        model.save(Files.createDirectories(unfinished), CausalLm.Storage.FLOAT32);
        learner.save(unfinished.resolve("optimizer.bin"));
        Path target = folder.resolve(String.format(Locale.ROOT, PREFIX + "%06d", step));
        FileUtils.deleteDirectory(target.toFile());
        Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        List<Path> all = list();
        for (Path old : all.subList(0, Math.max(0, all.size() - keep))) {
            FileUtils.deleteDirectory(old.toFile());
        }
    }

    /** The latest whole checkpoint; empty where there is none. */
    public Optional<Checkpoint> latest() throws IOException {
        List<Path> all = list();
        if (all.isEmpty()) {
            return Optional.empty();
        }
        Path last = all.get(all.size() - 1);
        int step = Integer.parseInt(last.getFileName().toString().substring(PREFIX.length()));
        return Optional.of(new Checkpoint(step, last));
    }

    private List<Path> list() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().matches(PREFIX + "\\d+"))
                    .sorted()
                    .toList();
        }
    }
}
