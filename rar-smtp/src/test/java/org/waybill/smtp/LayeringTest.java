package org.waybill.smtp;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.waybill.smtp.planted.session.SessionThatKnowsNetty;

/** What may know what, as sentences. */
class LayeringTest {

    private static final String ROOT = "org.waybill.smtp";
    private static final int MAX_LINES = 400;

    private static final JavaClasses MAIN = new ClassFileImporter().importPath(Path.of("target/classes"));
    private static final JavaClasses PLANTED = new ClassFileImporter().importClasses(SessionThatKnowsNetty.class);

    /** Pure: no transport, no container, no file, no clock, no thread. */
    private static final ArchRule SESSION_KNOWS_NO_TRANSPORT = noClasses()
            .that()
            .resideInAPackage("..session..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.netty..",
                    "jakarta..",
                    "java.nio.channels..",
                    "java.nio.file..",
                    "java.util.concurrent..",
                    "..netty..")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class);

    @Test
    void sessionKnowsNoTransport() {
        SESSION_KNOWS_NO_TRANSPORT.check(MAIN);
    }

    @Test
    void aPlantedViolationIsCaught() {
        AssertionError caught = assertThrows(AssertionError.class, () -> SESSION_KNOWS_NO_TRANSPORT.check(PLANTED));
        assertTrue(String.valueOf(caught.getMessage()).contains("SessionThatKnowsNetty"));
    }

    @Test
    void vocabularyAndListenerKnowOnlyJava() {
        classes()
                .that()
                .resideInAnyPackage(ROOT, ROOT + ".listener")
                .and(not(belongToAnyOf(DomainName.class)))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", ROOT, ROOT + ".listener")
                .check(MAIN);
    }

    @Test
    void onlyDomainNameKnowsHowLabelsAreConverted() {
        noClasses()
                .that(not(belongToAnyOf(DomainName.class)))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.ibm.icu..")
                .check(MAIN);
    }

    @Test
    void vocabularyDoesNotKnowTheListener() {
        noClasses()
                .that()
                .resideInAPackage(ROOT)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".*..")
                .check(MAIN);
    }

    @Test
    void nettyDoesNotKnowTheContainer() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".netty..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta..", ROOT + ".ra..")
                .check(MAIN);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void noFileIsLongerThanAReaderBears() throws IOException {
        try (var files = Files.walk(Path.of("src/main/java"))) {
            assertEquals(
                    List.of(),
                    files.filter(file -> file.toString().endsWith(".java"))
                            .filter(file -> lines(file) > MAX_LINES)
                            .toList());
        }
    }

    private static long lines(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
