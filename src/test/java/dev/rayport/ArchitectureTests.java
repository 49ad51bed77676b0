package dev.rayport;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.rayport.tenant.AsAdministrator;
import dev.rayport.tenant.AsAnyone;
import dev.rayport.tenant.AsLead;
import dev.rayport.tenant.AsResearcher;
import dev.rayport.tenant.AsSystem;
import dev.rayport.tenant.AsViewer;
import jakarta.persistence.Entity;
import java.util.List;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.data.repository.Repository;
import org.springframework.stereotype.Service;
import org.springframework.web.bind.annotation.RestController;

@AnalyzeClasses(packages = "dev.rayport", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

  @ArchTest
  static final ArchRule roomsAreFreeOfCycles =
      slices()
          .matching("dev.rayport.(*)..")
          .should()
          .beFreeOfCycles()
          .because("everything points right or down in the picture");

  @ArchTest
  static final ArchRule onlyUiKnowsVaadin =
      noClasses()
          .that()
          .resideOutsideOfPackages("..ui..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.vaadin..")
          .because("rules live in services, skins only show them");

  @ArchTest
  static final ArchRule onlyTheKubernetesBackendKnowsFabric8 =
      noClasses()
          .that()
          .resideOutsideOfPackage("..backend.kubernetes..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.fabric8..")
          .because("where clusters run is behind one port");

  @ArchTest
  static final ArchRule onlyTheLocalBackendStartsProcesses =
      noClasses()
          .that()
          .resideOutsideOfPackage("..backend.local..")
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(ProcessBuilder.class, Process.class, ProcessHandle.class)
          .because("processes of the machine are the local backend's business");

  @ArchTest
  static final ArchRule backendsDoNotKnowEachOther =
      slices()
          .matching("dev.rayport.backend.(*)..")
          .should()
          .notDependOnEachOther()
          .because("either may be left out");

  @ArchTest
  static final ArchRule nothingUsesUi =
      noClasses()
          .that()
          .resideOutsideOfPackage("..ui..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.rayport..ui..")
          .because("a skin is not something to build on");

  @ArchTest
  static final ArchRule entitiesStayHome =
      classes().that().areAnnotatedWith(Entity.class).should().bePackagePrivate();

  @ArchTest
  static final ArchRule repositoriesStayHome =
      classes().that().areAssignableTo(Repository.class).should().bePackagePrivate();

  @ArchTest
  static final ArchRule controllersStayHome =
      classes().that().areAnnotatedWith(RestController.class).should().bePackagePrivate();

  @ArchTest
  static final ArchRule viewsStayHome =
      classes()
          .that()
          .areAnnotatedWith("com.vaadin.flow.router.Route")
          .should()
          .bePackagePrivate()
          .because("other rooms reach views by their address");

  @ArchTest
  static final ArchRule fieldsAreNotInjected =
      noFields()
          .should()
          .beAnnotatedWith(Autowired.class)
          .orShould()
          .beAnnotatedWith(Value.class)
          .because("constructors say what a class needs");

  @ArchTest
  static final ArchRule namesSaySomething =
      noClasses()
          .should()
          .haveSimpleNameEndingWith("Util")
          .orShould()
          .haveSimpleNameEndingWith("Utils")
          .orShould()
          .haveSimpleNameEndingWith("Helper")
          .orShould()
          .haveSimpleNameEndingWith("Manager")
          .orShould()
          .haveSimpleNameEndingWith("Impl")
          .because("thing and role, from the list");

  @ArchTest
  static final ArchRule servicesSayWhoMayCallThem =
      methods()
          .that()
          .arePublic()
          .and()
          .areDeclaredInClassesThat()
          .areAnnotatedWith(Service.class)
          .should()
          .beAnnotatedWith(aPermission())
          .because("what may not be done is refused by the service, not only hidden");

  private static DescribedPredicate<JavaAnnotation<?>> aPermission() {
    return DescribedPredicate.describe(
        "a permission",
        annotation ->
            List.of(
                    AsAnyone.class,
                    AsViewer.class,
                    AsResearcher.class,
                    AsLead.class,
                    AsAdministrator.class,
                    AsSystem.class)
                .stream()
                .anyMatch(type -> annotation.getRawType().isEquivalentTo(type)));
  }
}
