package org.waybill.queue;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethodWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.waybill.queue.core.action.Action;

/**
 * Who may know whom. The package {@code planted} breaks every rule, and the same rule objects must report it: a rule that
 * looks at nothing would be silent there too.
 */
class LayeringTest {

    private static final int MAX_LINES = 400;

    private static final String CORE = "org.waybill.queue..core..";

    private static final Map<Class<?>, Set<String>> CLOCKS_AND_DICE = Map.of(
            Instant.class, Set.of("now"),
            LocalDate.class, Set.of("now"),
            LocalDateTime.class, Set.of("now"),
            OffsetDateTime.class, Set.of("now"),
            ZonedDateTime.class, Set.of("now"),
            Clock.class, Set.of("systemUTC", "systemDefaultZone", "system", "tickMillis", "tickSeconds"),
            System.class, Set.of("currentTimeMillis", "nanoTime"),
            Math.class, Set.of("random"),
            UUID.class, Set.of("randomUUID"),
            ThreadLocalRandom.class, Set.of("current"));

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.waybill.queue");

    private static final JavaClasses PLANTED = new ClassFileImporter().importPackages("org.waybill.queue.planted");

    static Stream<ArchRule> rules() {
        return Stream.of(
                classes()
                        .that()
                        .resideInAPackage(CORE)
                        .should()
                        .onlyDependOnClassesThat(
                                resideInAnyPackage("", "java..", "org.jspecify..", "com.google.re2j..", CORE)
                                        // not ..smtp.netty, ..smtp.ra: the adapter is as far away as the container
                                        .or(resideInAnyPackage("org.waybill.smtp", "org.waybill.smtp.listener")))
                        .as("the core knows nothing but Java, regular expressions and the words of mail"),
                noClasses()
                        .that()
                        .resideInAPackage(CORE)
                        .should()
                        .dependOnClassesThat(resideInAnyPackage("java.util.logging..", "java.sql..")
                                .or(belongToAnyOf(Files.class, File.class, Thread.class, Random.class))
                                .or(assignableTo(Executor.class)))
                        .as("the core does not log, touch files, start threads or make random numbers"),
                noClasses()
                        .that()
                        .resideInAPackage(CORE)
                        .should(callMethodWhere(describe("it is a clock's or a dice's", LayeringTest::isClockOrDice)))
                        .as("the core is told the time"),
                noClasses()
                        .that()
                        .resideInAnyPackage(
                                "..core.envelope..", "..core.rules..", "..core.expand..", "org.waybill.queue.jpa..")
                        .should()
                        .dependOnClassesThat(belongToAnyOf(Action.class))
                        .as("envelopes, rules, expansion and rows do not know what an action does"),
                noClasses()
                        .that()
                        .resideInAPackage("..core.deliver..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("org.waybill.queue.core.expand..")
                        .as("delivery does not expand"),
                noClasses()
                        .that()
                        .resideOutsideOfPackage("org.waybill.queue.jpa..")
                        .should()
                        .beAnnotatedWith("jakarta.persistence.Entity")
                        .as("entities live in jpa only"),
                noClasses()
                        .that()
                        .resideInAPackage("org.waybill.queue..core.*..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("org.waybill.queue..core")
                        .as("the parts of the core do not know the verbs"),
                slices().matching("org.waybill.queue..core.(*)..")
                        .should()
                        .beFreeOfCycles()
                        .as("the parts of the core form no cycle"));
    }

    private static boolean isClockOrDice(JavaMethodCall call) {
        return CLOCKS_AND_DICE.entrySet().stream()
                .anyMatch(entry -> call.getTargetOwner().isEquivalentTo(entry.getKey())
                        && entry.getValue().contains(call.getName()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void ourClassesKeepTheRule(ArchRule rule) {
        rule.check(OURS);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void thePlantedViolationIsReported(ArchRule rule) {
        assertTrue(rule.evaluate(PLANTED).hasViolation(), rule::getDescription);
    }

    @Test
    void noSourceFileIsLongerThan400Lines() throws IOException {
        assertEquals(List.of(), longSources(Path.of("src")));
    }

    @Test
    void aLongSourceFileIsReported(@TempDir Path sources) throws IOException {
        Files.writeString(sources.resolve("Fits.java"), "\n".repeat(MAX_LINES));
        Path tooLong = Files.writeString(sources.resolve("TooLong.java"), "\n".repeat(MAX_LINES + 1));
        assertEquals(List.of(tooLong), longSources(sources));
    }

    private static List<Path> longSources(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(LayeringTest::isTooLong)
                    .toList();
        }
    }

    private static boolean isTooLong(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count() > MAX_LINES;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
