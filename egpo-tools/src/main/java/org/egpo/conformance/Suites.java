package org.egpo.conformance;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every suite this installation has. A new kind of vectors is one more line in {@link #ALL}. */
public final class Suites {
    private static final List<VectorSuite> ALL = Stream.of(
                    CallSuites.all(),
                    BfclSuites.all(),
                    MultiTurnSuites.all(),
                    RlSuites.all(),
                    List.<VectorSuite>of(new ModelSuite()))
            .flatMap(List::stream)
            .toList();

    private Suites() {}

    public static Optional<VectorSuite> of(Path path) {
        return ALL.stream().filter(s -> s.accepts(path)).findFirst();
    }
}
