package org.egpo;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.egpo.testing.SharedVectors;
import org.junit.jupiter.api.Test;

/** The walls between the rooms: which package may use which, as the table in docs/INSIDE.md says. */
class WallsTest {
    private static final String ROOT = "org.egpo.";
    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(new MainOnly()).importPackages("org.egpo");

    /** Neither tests, in folders or jars, nor what only tests use. */
    static final class MainOnly implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/test-classes/")
                    && !location.contains("-tests.jar")
                    && !location.contains("/testing/");
        }
    }

    /** A row of the table: where a package lives and what it may use. */
    private record Room(String module, Set<String> mayUse) {}

    private static final Map<String, Room> ROOMS = rooms();

    private static Map<String, Room> rooms() {
        Map<String, Room> rooms = new LinkedHashMap<>();
        try {
            for (String line : Files.readAllLines(SharedVectors.root().resolve("docs/INSIDE.md"))) {
                String[] cells = line.split("\\|");
                if (line.startsWith("| `") && cells.length == 5) {
                    Set<String> mayUse = Arrays.stream(
                                    cells[4].replace("`", "").strip().split(" "))
                            .filter(name -> !name.isEmpty() && !name.equals("—"))
                            .collect(Collectors.toSet());
                    rooms.put(
                            cells[2].replace("`", "").strip(),
                            new Room(cells[1].replace("`", "").strip(), mayUse));
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return rooms;
    }

    /** The room of a class: the longest package of the table that holds it. */
    private static Optional<String> room(JavaClass c) {
        return ROOMS.keySet().stream()
                .filter(r -> (c.getPackageName() + ".").startsWith(ROOT + r + "."))
                .max((a, b) -> Integer.compare(a.length(), b.length()));
    }

    @Test
    void everyPackageIsInTheTableAndUsesOnlyWhatItMay() {
        assertTrue(ROOMS.size() > 10, "the table of docs/INSIDE.md was not read");
        Set<String> wrong = new TreeSet<>();
        for (JavaClass c : CLASSES) {
            String own = room(c).orElse(null);
            if (own == null) {
                wrong.add(c.getPackageName() + " is not in the table of docs/INSIDE.md");
                continue;
            }
            Set<String> mayUse = ROOMS.get(own).mayUse();
            for (Dependency d : c.getDirectDependenciesFromSelf()) {
                room(d.getTargetClass())
                        .filter(target -> !target.equals(own) && !mayUse.contains(target) && !mayUse.contains("all"))
                        .ifPresent(target -> wrong.add(own + " uses " + target + ": " + d.getDescription()));
            }
        }
        assertEquals(Set.of(), wrong);
    }

    @Test
    void everyPackageLivesInItsModule() {
        ROOMS.forEach((name, room) -> {
            Path folder =
                    SharedVectors.root().resolve(room.module + "/src/main/java/org/egpo/" + name.replace('.', '/'));
            assertTrue(Files.isDirectory(folder), folder + " is not there");
        });
    }

    @Test
    void onlyTheModelRoomsSeeDjl() {
        noClasses()
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
                .check(CLASSES);
    }

    @Test
    void onlyTheNotebookRoomDraws() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.egpo.notebook..", "org.egpo.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("tech.tablesaw..", "org.knowm.xchart..")
                .check(CLASSES);
    }

    @Test
    void notebookIsCompiledAgainstNoKernel() {
        noClasses()
                .that()
                .resideInAPackage("org.egpo.notebook..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.github.spencerpark..", "org.dflib..", "org.rapaio..")
                .check(CLASSES);
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("org.egpo.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    private static boolean isTopLevel(JavaClass c) {
        return !c.getName().contains("$") && !c.getSimpleName().equals("package-info");
    }

    @Test
    void noSimpleNameStandsInTwoPackages() {
        Map<String, Set<String>> packages = new LinkedHashMap<>();
        CLASSES.stream().filter(WallsTest::isTopLevel).forEach(c -> packages.computeIfAbsent(
                        c.getSimpleName(), n -> new TreeSet<>())
                .add(c.getPackageName()));
        packages.values().removeIf(p -> p.size() == 1);
        assertEquals(Map.of(), packages);
    }

    /** What a reader of the library and of the notebooks may have to know. */
    @Test
    void theDoorsAreFew() {
        Set<String> modules = Set.of("egpo-lib", "egpo-notebook");
        long doors = CLASSES.stream()
                .filter(c -> isTopLevel(c) && c.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(c -> room(c).map(r -> modules.contains(ROOMS.get(r).module()))
                        .orElse(false))
                .count();
        assertTrue(doors <= 120, doors + " public types");
    }
}
