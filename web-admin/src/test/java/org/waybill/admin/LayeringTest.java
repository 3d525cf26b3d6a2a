package org.waybill.admin;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.waybill.admin.fixture.Trespasser;
import org.waybill.queue.core.config.Problem;
import org.waybill.queue.core.envelope.EnvelopeState;

class LayeringTest {

    private static final ArchRule FACADES_ONLY = classes()
            .that()
            .resideInAPackage("org.waybill.admin..")
            .should()
            .onlyDependOnClassesThat(DescribedPredicate.describe(
                    "are the queue's facades, two words of its core, or standard", LayeringTest::allowed));

    private final JavaClasses production = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.waybill.admin");

    private static boolean allowed(JavaClass target) {
        String name = target.getPackageName();
        return name.startsWith("org.waybill.admin")
                || name.equals("org.waybill.queue.console")
                || target.isEquivalentTo(Problem.class)
                || target.isEquivalentTo(EnvelopeState.class)
                || name.startsWith("java.")
                || name.isEmpty()
                || (name.startsWith("jakarta.") && !name.matches("jakarta\\.(persistence|ejb|jms|transaction|mail).*"))
                || name.startsWith("org.jspecify");
    }

    @Test
    void theConsoleReachesTheQueueByItsFacadesOnly() {
        FACADES_ONLY.check(production);
    }

    @Test
    void aPlantedViolationIsReported() {
        assertTrue(FACADES_ONLY
                .evaluate(new ClassFileImporter().importClasses(Trespasser.class))
                .hasViolation());
    }

    @Test
    void pagesAndApiDoNotKnowEachOther() {
        noClasses()
                .that()
                .resideInAPackage("org.waybill.admin.console..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.waybill.admin.api..")
                .check(production);
        noClasses()
                .that()
                .resideInAPackage("org.waybill.admin.api..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.waybill.admin.console..")
                .check(production);
    }

    @Test
    void securityKnowsNeitherPagesNorApi() {
        noClasses()
                .that()
                .resideInAPackage("org.waybill.admin.security..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.waybill.admin.console..", "org.waybill.admin.api..")
                .check(production);
    }
}
