package io.berth.qa.arch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.Entity;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What keeps a line of code in its room. Each rule says how to mend what it refuses. */
class ArchitectureTest {
    private static final JavaClasses BERTH = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.berth");

    private static final ArchRule onlyTheEngineModuleSpeaksToDocker = noClasses()
            .that()
            .resideOutsideOfPackage("io.berth.engine..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.github.dockerjava..")
            .because("engine requests are built in one place: add a typed spec or method to platform/engine");

    private static final ArchRule resourcesTranslateOnly = noClasses()
            .that()
            .areAnnotatedWith(Path.class)
            .should()
            .dependOnClassesThat(areRepositoriesOrEntities())
            .because("a resource turns HTTP into a call and a view into HTTP: move the rest into the service");

    // An entity may be called Policy: it is what a user wrote down, not what decides.
    private static final ArchRule plansAndPoliciesArePure = classes()
            .that()
            .haveNameMatching(".*\\.\\w+(Plan|Policy)")
            .should(dependOnlyOnJavaAndTheirOwnPackage())
            .because("a decision that needs no I/O, clock or injection can be tested in milliseconds and simulated: "
                    + "pass in what it needs");

    private static final ArchRule onlyTheOutboxModuleProduces = noClasses()
            .that()
            .resideOutsideOfPackages("io.berth.outbox..", "io.berth.test..", "io.berth.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka.clients.producer..")
            .because(
                    "a fact is written in the transaction of its state: use Outbox.append, or MetricPublisher for samples");

    private static final ArchRule everyEndpointSaysWhoMayCallIt = classes()
            .that()
            .areAnnotatedWith(Path.class)
            .should(declareARoleOnEachEndpoint())
            .because("an endpoint that nobody classified is open or dead by accident: add @RolesAllowed or @PermitAll");

    private static final ArchRule packagesDoNotGoInCircles = slices().matching("io.berth.(*).(*)..")
            .should()
            .beFreeOfCycles()
            .because("an aggregate that needs another one that needs it back is one aggregate, or hides an event");

    private static final ArchRule servicesKeepApart = slices().matching(
                    "io.berth.(image|network|volume|balancer|scaler|function|console)..")
            .namingSlices("$1")
            .should()
            .notDependOnEachOther()
            .because("services share facts, not code: read a projection, or name the capability in platform/");

    private static final ArchRule namesSayWhatAClassIs = noClasses()
            .should()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Common")
            .orShould()
            .haveSimpleNameEndingWith("Impl")
            .because("such a name fits anything and so collects everything: name the idea");

    @TestFactory
    Stream<DynamicTest> theCodeKeepsItsRooms() {
        return Stream.of(
                        onlyTheEngineModuleSpeaksToDocker,
                        resourcesTranslateOnly,
                        plansAndPoliciesArePure,
                        onlyTheOutboxModuleProduces,
                        everyEndpointSaysWhoMayCallIt,
                        packagesDoNotGoInCircles,
                        servicesKeepApart,
                        namesSayWhatAClassIs)
                .map(rule -> dynamicTest(rule.getDescription(), () -> rule.check(BERTH)));
    }

    @Test
    void everyModuleIsLookedAt() {
        for (var module : List.of(
                "outbox",
                "web",
                "engine",
                "image",
                "network",
                "volume",
                "balancer",
                "scaler",
                "function",
                "console",
                "cli")) {
            assertThat(BERTH.containPackage("io.berth." + module)).as(module).isTrue();
        }
    }

    private static DescribedPredicate<JavaClass> areRepositoriesOrEntities() {
        return DescribedPredicate.describe(
                "are repositories or entities",
                type -> type.getSimpleName().endsWith("Repository") || type.isAnnotatedWith(Entity.class));
    }

    private static ArchCondition<JavaClass> dependOnlyOnJavaAndTheirOwnPackage() {
        return new ArchCondition<>("depend on java.. and their own package only") {
            @Override
            public void check(JavaClass decision, ConditionEvents events) {
                decision.getDirectDependenciesFromSelf().stream()
                        .filter(used -> !used.getTargetClass().getPackageName().startsWith("java")
                                && !used.getTargetClass().isPrimitive()
                                && !used.getTargetClass()
                                        .getBaseComponentType()
                                        .getPackageName()
                                        .equals(decision.getPackageName())
                                && !used.getTargetClass().getBaseComponentType().isPrimitive())
                        .forEach(used -> events.add(SimpleConditionEvent.violated(decision, used.getDescription())));
            }
        };
    }

    private static ArchCondition<JavaClass> declareARoleOnEachEndpoint() {
        return new ArchCondition<>("have @RolesAllowed or @PermitAll on each endpoint") {
            @Override
            public void check(JavaClass resource, ConditionEvents events) {
                resource.getMethods().stream()
                        .filter(ArchitectureTest::isEndpoint)
                        .filter(method -> !classified(method, resource))
                        .forEach(method -> events.add(SimpleConditionEvent.violated(
                                method, method.getFullName() + " says nothing about who may call it")));
            }
        };
    }

    private static boolean isEndpoint(JavaMethod method) {
        return method.getAnnotations().stream()
                .anyMatch(annotation -> annotation.getRawType().isMetaAnnotatedWith(HttpMethod.class)
                        || annotation.getRawType().isAnnotatedWith(HttpMethod.class));
    }

    private static boolean classified(JavaMethod method, JavaClass resource) {
        return method.isAnnotatedWith(RolesAllowed.class)
                || method.isAnnotatedWith(PermitAll.class)
                || resource.isAnnotatedWith(RolesAllowed.class)
                || resource.isAnnotatedWith(PermitAll.class);
    }
}
