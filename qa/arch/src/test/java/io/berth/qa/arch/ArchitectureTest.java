package io.berth.qa.arch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.Entity;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;

/** What keeps a line of code in its room. Each rule says how to mend what it refuses. */
@AnalyzeClasses(packages = "io.berth", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule onlyTheEngineModuleSpeaksToDocker = noClasses()
            .that()
            .resideOutsideOfPackage("io.berth.engine..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.github.dockerjava..")
            .because("engine requests are built in one place: add a typed spec or method to platform/engine");

    @ArchTest
    static final ArchRule resourcesTranslateOnly = noClasses()
            .that()
            .areAnnotatedWith(Path.class)
            .should()
            .dependOnClassesThat(areRepositoriesOrEntities())
            .because("a resource turns HTTP into a call and a view into HTTP: move the rest into the service");

    @ArchTest
    static final ArchRule plansAndPoliciesArePure = classes()
            .that()
            .haveSimpleNameEndingWith("Plan")
            .or()
            .haveSimpleNameEndingWith("Policy")
            .should(dependOnlyOnJavaAndTheirOwnPackage())
            .because("a decision that needs no I/O, clock or injection can be tested in milliseconds and simulated: "
                    + "pass in what it needs");

    @ArchTest
    static final ArchRule onlyTheOutboxModuleProduces = noClasses()
            .that()
            .resideOutsideOfPackages("io.berth.outbox..", "io.berth.test..", "io.berth.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka.clients.producer..")
            .because(
                    "a fact is written in the transaction of its state: use Outbox.append, or MetricPublisher for samples");

    @ArchTest
    static final ArchRule everyEndpointSaysWhoMayCallIt = classes()
            .that()
            .areAnnotatedWith(Path.class)
            .should(declareARoleOnEachEndpoint())
            .because("an endpoint that nobody classified is open or dead by accident: add @RolesAllowed or @PermitAll");

    @ArchTest
    static final ArchRule packagesDoNotGoInCircles = slices().matching("io.berth.(*).(*)..")
            .should()
            .beFreeOfCycles()
            .because("an aggregate that needs another one that needs it back is one aggregate, or hides an event");

    @ArchTest
    static final ArchRule servicesKeepApart = slices().matching(
                    "io.berth.(image|network|volume|balancer|scaler|function|console)..")
            .namingSlices("$1")
            .should()
            .notDependOnEachOther()
            .because("services share facts, not code: read a projection, or name the capability in platform/");

    @ArchTest
    static final ArchRule namesSayWhatAClassIs = noClasses()
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
