package io.slipway;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.modulith.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.docs.Documenter;

/// The rules of docs/architecture.md on structure. A rule about a module that does not exist yet holds.
@AnalyzeClasses(packagesOf = Application.class, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] EDGES = {"io.slipway.registry..", "io.slipway.api..", "io.slipway.web.."};

    /// What each module may use, as in docs/architecture.md; arrows point down only.
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("oci", Set.of()),
            Map.entry("storage", Set.of("oci")),
            Map.entry("work", Set.of("oci")),
            Map.entry("accounts", Set.of("oci", "work")),
            Map.entry("content", Set.of("oci", "work", "storage", "accounts")),
            Map.entry("access", Set.of("oci", "work", "accounts", "content")),
            Map.entry("builds", Set.of("oci", "work", "accounts", "content", "access")),
            Map.entry("gc", Set.of("oci", "work", "content", "storage")),
            Map.entry("inspection", Set.of("oci", "work", "content", "storage")),
            Map.entry("backup", Set.of("oci", "work", "content", "storage")),
            Map.entry("transfer", Set.of("oci", "work", "accounts", "content", "access", "storage")),
            Map.entry("activity", Set.of("oci", "work", "accounts", "content", "access", "builds", "gc", "transfer")),
            Map.entry("registry", belowTheEdges()),
            Map.entry("api", belowTheEdges()),
            Map.entry("web", belowTheEdges()));

    @ArchTest
    static final ArchRule edgesNeverTouchBytes = noClasses()
            .that()
            .resideInAnyPackage(EDGES)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.slipway.storage..")
            .because("bytes are reached through content")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule edgesGetRepositoriesFromAccess = noClasses()
            .that()
            .resideInAnyPackage(EDGES)
            .should()
            .callMethodWhere(describe("Repositories.find is called", ArchitectureTest::findsRepository))
            .because("the access check hands out the repository: access.toPull, toPush, toDelete, toManage")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule nobodyDependsOnAnEdge = classes()
            .that()
            .resideInAnyPackage(EDGES)
            .should(new ArchCondition<>("be used inside their own edge only") {
                @Override
                public void check(JavaClass used, ConditionEvents events) {
                    used.getDirectDependenciesToSelf().stream()
                            .filter(use -> !moduleOf(use.getOriginClass()).equals(moduleOf(used)))
                            .forEach(use -> events.add(SimpleConditionEvent.violated(use, use.getDescription())));
                }
            })
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule nobodyDependsOnActivity = noClasses()
            .that()
            .resideOutsideOfPackages("io.slipway.activity..", EDGES[0], EDGES[1], EDGES[2])
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.slipway.activity..")
            .because("who is told is nobody's business below the edges: publish an event")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule ociNeedsNoFramework = noClasses()
            .that()
            .resideInAPackage("io.slipway.oci..")
            .should()
            .dependOnClassesThat(resideInAPackage("org.springframework..")
                    .and(DescribedPredicate.not(resideInAPackage("org.springframework.modulith.."))))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule jsonIsJackson3 = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "com.fasterxml.jackson.databind..",
                    "com.fasterxml.jackson.core..",
                    "com.fasterxml.jackson.dataformat..",
                    "com.fasterxml.jackson.datatype..")
            .because("Jackson 3 is tools.jackson; only the annotations kept their old package");

    @ArchTest
    static final ArchRule nothingIsInjectedIntoFields = noFields()
            .should()
            .beAnnotatedWith(Autowired.class)
            .orShould()
            .beAnnotatedWith(Value.class)
            .orShould()
            .beAnnotatedWith("jakarta.inject.Inject")
            .orShould()
            .beAnnotatedWith("jakarta.annotation.Resource")
            .because("what a class needs is in its constructor")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule namesSayWhatAClassIs = noClasses()
            .should()
            .haveNameMatching(".*(Impl|Manager|Helper|Helpers|Util|Utils)(\\$.*)?")
            .because("a name that fits everything says nothing");

    @ArchTest
    static final ArchRule everyPackageIsNullMarked = classes()
            .should(satisfy(
                    "live in a package that is @NullMarked",
                    type -> type.getPackage().isAnnotatedWith(NullMarked.class)));

    @ArchTest
    static final ArchRule sqlLivesInSqlClasses = noClasses()
            .that(describe(
                    "are not part of a …Sql class", type -> !topLevel(type).endsWith("Sql")))
            .should()
            .dependOnClassesThat()
            .haveNameMatching("org\\.springframework\\.jdbc\\.core\\.(simple\\.JdbcClient|.*JdbcTemplate)")
            .because("one method per statement, no decisions, in package-private …Sql classes");

    @ArchTest
    static final ArchRule sqlClassesArePackagePrivate = classes()
            .that()
            .haveSimpleNameEndingWith("Sql")
            .should()
            .notHaveModifier(JavaModifier.PUBLIC)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule settingsAreRecords = classes()
            .that()
            .areMetaAnnotatedWith(ConfigurationProperties.class)
            .should()
            .beRecords()
            .andShould()
            .haveSimpleNameEndingWith("Settings")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule entitiesLiveInTheModulesSchema = classes()
            .that()
            .areAnnotatedWith("jakarta.persistence.Entity")
            .should(satisfy(
                    "map a table of their module's schema",
                    type -> type.tryGetAnnotationOfType("jakarta.persistence.Table")
                            .flatMap(table -> table.tryGetExplicitlyDeclaredProperty("schema"))
                            .filter(moduleOf(type)::equals)
                            .isPresent()))
            .allowEmptyShould(true);

    @Test
    void keepsTheModulesApart() {
        var modules = ApplicationModules.of(Application.class);
        modules.verify();
        new Documenter(modules).writeModulesAsPlantUml().writeIndividualModulesAsPlantUml();
    }

    @Test
    void allowsEachModuleWhatTheArchitectureAllows() {
        for (var module : ApplicationModules.of(Application.class)) {
            var name = module.getIdentifier().toString();
            assertThat(MAY_USE).as("the table of modules").containsKey(name);
            var declared = module.getBasePackage().findAnnotation(ApplicationModule.class);
            assertThat(declared)
                    .as("@ApplicationModule on package-info of " + name)
                    .isPresent();
            assertThat(MAY_USE.get(name)).as(name).contains(declared.get().allowedDependencies());
        }
    }

    private static Set<String> belowTheEdges() {
        return Set.of(
                "oci", "work", "accounts", "content", "access", "builds", "gc", "inspection", "transfer", "activity");
    }

    private static boolean findsRepository(JavaMethodCall call) {
        return call.getTargetOwner().getName().equals("io.slipway.content.Repositories")
                && call.getName().startsWith("find");
    }

    private static String moduleOf(JavaClass type) {
        var segments = type.getPackageName().split("\\.");
        return segments.length > 2 ? segments[2] : "";
    }

    private static String topLevel(JavaClass type) {
        return type.getName().replaceFirst("\\$.*", "");
    }

    private static ArchCondition<JavaClass> satisfy(String description, Predicate<JavaClass> holds) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!holds.test(type)) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " does not " + description));
                }
            }
        };
    }
}
