package org.egpo;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The walls between the rooms: which package may use which (see docs/INSIDE.md). */
@AnalyzeClasses(
        packages = "org.egpo",
        importOptions = {ImportOption.DoNotIncludeTests.class, WallsTest.NoTestJars.class})
class WallsTest {

    /** The tests of another module, which are a jar once it is packaged. */
    static final class NoTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    @ArchTest
    static final ArchRule call = room("call");

    @ArchTest
    static final ArchRule data = room("data", "call");

    @ArchTest
    static final ArchRule llm = room("llm", "data", "call");

    @ArchTest
    static final ArchRule clean = room("clean", "call", "data", "llm");

    @ArchTest
    static final ArchRule policy = room("policy", "template");

    @ArchTest
    static final ArchRule template = room("template");

    @ArchTest
    static final ArchRule rollout = room("rollout", "policy", "llm", "data", "call");

    @ArchTest
    static final ArchRule bfcl = room("bfcl", "call");

    @ArchTest
    static final ArchRule reward = room("reward", "call", "bfcl", "rollout", "data");

    @ArchTest
    static final ArchRule advantage = room("advantage");

    @ArchTest
    static final ArchRule train = room("train", "policy", "rollout", "reward", "advantage", "data", "call");

    @ArchTest
    static final ArchRule display = room("display");

    /** Nobody builds on the kernel; the renderers of {@code notebook} reach it through {@code display} alone. */
    @ArchTest
    static final ArchRule kernel = room("kernel", "display");

    @ArchTest
    static final ArchRule nobodyUsesTheKernel = noClasses()
            .that()
            .resideOutsideOfPackages("org.egpo.kernel..", "org.egpo.cli..", "org.egpo.bench..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.egpo.kernel..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule onlyTheModelRoomsSeeDjl = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "org.egpo.policy..",
                    "org.egpo.rollout..",
                    "org.egpo.train..",
                    "org.egpo.conformance..",
                    "org.egpo.bench..",
                    "org.egpo.datasets..",
                    "org.egpo.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.djl..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule onlyTheNotebookRoomDraws = noClasses()
            .that()
            .resideOutsideOfPackages("org.egpo.notebook..", "org.egpo.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("tech.tablesaw..", "org.knowm.xchart..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule notebookIsCompiledAgainstNoKernel = noClasses()
            .that()
            .resideInAPackage("org.egpo.notebook..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.github.spencerpark..", "org.dflib..", "org.rapaio..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule noCycles =
            slices().matching("org.egpo.(*)..").should().beFreeOfCycles().allowEmptyShould(true);

    private static ArchRule room(String name, String... mayUse) {
        String self = "org.egpo." + name + "..";
        List<String> allowed = new ArrayList<>(List.of(self));
        Stream.of(mayUse).map(r -> "org.egpo." + r + "..").forEach(allowed::add);
        return classes()
                .that()
                .resideInAPackage(self)
                .should()
                .onlyDependOnClassesThat(JavaClass.Predicates.resideInAnyPackage(allowed.toArray(String[]::new))
                        .or(JavaClass.Predicates.resideOutsideOfPackage("org.egpo..")))
                .allowEmptyShould(true);
    }
}
