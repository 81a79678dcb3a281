package io.foresale;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom. ArchUnit fails a rule that no class falls under. */
@AnalyzeClasses(packages = "io.foresale", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] JDK = {"java..", "org.jspecify.."};
    private static final String[] STAGES = {"..ingest..", "..embed..", "..fuse..", "..train..", "..score.."};
    private static final String[] OUTSIDE = {
        "io.foresale.adapter..",
        "io.foresale.config..",
        "io.foresale.wiring..",
        "io.foresale.function..",
        "io.foresale.api..",
        "io.foresale.trigger.."
    };

    @ArchTest
    static final ArchRule theDomainDependsOnTheJdkOnly = classes()
            .that()
            .resideInAPackage("..domain..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(and(JDK, "..domain..")));

    @ArchTest
    static final ArchRule pureCodeDependsOnTheDomainOnly = classes()
            .that()
            .resideInAnyPackage("..text..", "..model..", "..evaluate..", "..demo..")
            .should()
            .onlyDependOnClassesThat(
                    resideInAnyPackage(and(JDK, "..domain..", "..text..", "..model..", "..evaluate..", "..demo..")));

    @ArchTest
    static final ArchRule stagesDependOnNoOtherStageAndOnNoAdapter = slices().matching(
                    "io.foresale.(ingest|embed|fuse|train|score)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule insideAStageOnlyTheEntryTouchesTheWorld = noClasses()
            .that()
            .resideInAnyPackage(STAGES)
            .and()
            .haveNameNotMatching(".*Step(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..bucket..");

    @ArchTest
    static final ArchRule librariesStopInTheAdapters = classes()
            .that()
            .resideOutsideOfPackages(OUTSIDE)
            .should()
            .onlyDependOnClassesThat(
                    resideInAnyPackage(and(JDK, "io.foresale..")).and(not(resideInAnyPackage(OUTSIDE))));

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("io.foresale.(*)..").should().beFreeOfCycles();

    private static String[] and(String[] some, String... more) {
        var all = java.util.Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, all, some.length, more.length);
        return all;
    }
}
