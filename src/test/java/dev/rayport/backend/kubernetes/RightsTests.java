package dev.rayport.backend.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the portal's two identities may do once {@code k8s/} is applied, and what never. */
@OnTestBed
class RightsTests {

  private static final String GROUP_OF_ALL = "system:serviceaccounts";
  private static TenantNamespace namespace;

  @BeforeAll
  static void install() {
    namespace = TenantNamespace.of(RightsTests.class);
  }

  @AfterAll
  static void leaveNothing() {
    namespace.close();
  }

  @ParameterizedTest
  @CsvSource({
    "ray.io, rayclusters, get list watch create patch delete",
    "'', pods, get list watch delete",
    "'', events, get list watch",
    "'', services/proxy, get create update delete",
    "discovery.k8s.io, endpointslices, get list watch",
    "'', secrets, create patch",
  })
  void thePortalMayDoThisInTenantsNamespacesAndNowhereElse(
      String group, String resource, String verbs) {
    for (String verb : verbs.split(" ")) {
      assertThat(may("portal", verb, group, resource, namespace.name)).as(verb).isTrue();
      assertThat(may("portal", verb, group, resource, "default")).as("%s there", verb).isFalse();
      assertThat(may("portal", verb, group, resource, "rayport")).as("%s at home", verb).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ray.io, rayclusters, update deletecollection",
    "ray.io, rayjobs, get list watch create update patch delete",
    "ray.io, rayservices, get list watch create update patch delete",
    "'', secrets, get list watch update delete deletecollection",
    "'', services, get list watch create patch delete",
    "'', pods/log, get",
    "events.k8s.io, events, get list watch",
    "'', pods, create update patch deletecollection",
    "'', pods/exec, get create",
    "'', pods/attach, get create",
    "'', pods/portforward, get create",
    "'', pods/proxy, get create",
    "'', pods/ephemeralcontainers, update patch",
    "'', nodes, get list",
    "'', nodes/proxy, get create",
    "'', configmaps, get list create patch",
    "'', serviceaccounts, get create patch impersonate",
    "'', serviceaccounts/token, create",
    "'', namespaces, get list create patch delete",
    "'', resourcequotas, get list watch create patch delete",
    "'', limitranges, create patch delete",
    "'', users, impersonate",
    "'', groups, impersonate",
    "networking.k8s.io, networkpolicies, get list watch create patch delete",
    "rbac.authorization.k8s.io, roles, create patch bind escalate",
    "rbac.authorization.k8s.io, rolebindings, create patch delete",
    "rbac.authorization.k8s.io, clusterroles, create patch bind escalate",
    "rbac.authorization.k8s.io, clusterrolebindings, create patch",
    "admissionregistration.k8s.io, validatingadmissionpolicies, get patch delete",
    "admissionregistration.k8s.io, validatingadmissionpolicybindings, get patch delete",
    "apiextensions.k8s.io, customresourcedefinitions, list create patch",
  })
  void thePortalMayNeverDoThis(String group, String resource, String verbs) {
    for (String verb : verbs.split(" ")) {
      assertThat(may("portal", verb, group, resource, namespace.name)).as(verb).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', namespaces, get list create patch",
    "'', resourcequotas, create patch",
    "'', limitranges, create patch",
    "'', serviceaccounts, get create patch delete",
    "networking.k8s.io, networkpolicies, create patch",
    "rbac.authorization.k8s.io, rolebindings, create patch",
  })
  void theProvisionerMakesWalls(String group, String resource, String verbs) {
    for (String verb : verbs.split(" ")) {
      assertThat(may("provisioner", verb, group, resource, namespace.name)).as(verb).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', namespaces, delete update",
    "'', secrets, get list watch create patch delete",
    "'', pods, get list create patch delete",
    "'', pods/exec, create",
    "'', serviceaccounts/token, create",
    "'', serviceaccounts, impersonate",
    "'', users, impersonate",
    "'', services/proxy, get create",
    "'', resourcequotas, delete",
    "'', nodes/proxy, get",
    "ray.io, rayclusters, get list create patch delete",
    "networking.k8s.io, networkpolicies, delete",
    "rbac.authorization.k8s.io, rolebindings, delete",
    "rbac.authorization.k8s.io, roles, create patch bind escalate",
    "rbac.authorization.k8s.io, clusterroles, create patch bind escalate",
    "rbac.authorization.k8s.io, clusterrolebindings, create patch",
    "admissionregistration.k8s.io, validatingadmissionpolicies, patch delete",
  })
  void theProvisionerMayNeverDoThis(String group, String resource, String verbs) {
    for (String verb : verbs.split(" ")) {
      assertThat(may("provisioner", verb, group, resource, namespace.name)).as(verb).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({"rayport-portal, true", "cluster-admin, false", "admin, false", "edit, false"})
  void theProvisionerGivesAwayOneRole(String role, boolean may) {
    assertThat(
            allowed(
                review("provisioner", "bind", "rbac.authorization.k8s.io", "clusterroles")
                    .editSpec()
                    .editResourceAttributes()
                    .withName(role)
                    .endResourceAttributes()
                    .endSpec()
                    .build()))
        .isEqualTo(may);
  }

  private static boolean may(
      String account, String verb, String group, String resource, String namespace) {
    return allowed(
        review(account, verb, group, resource)
            .editSpec()
            .editResourceAttributes()
            .withNamespace(namespace)
            .endResourceAttributes()
            .endSpec()
            .build());
  }

  private static SubjectAccessReviewBuilder review(
      String account, String verb, String group, String resource) {
    List<String> parts = Stream.of(resource.split("/")).toList();
    return new SubjectAccessReviewBuilder()
        .withNewSpec()
        .withUser("system:serviceaccount:rayport:" + account)
        .withGroups(GROUP_OF_ALL, GROUP_OF_ALL + ":rayport", "system:authenticated")
        .withNewResourceAttributes()
        .withVerb(verb)
        .withGroup(group)
        .withResource(parts.getFirst())
        .withSubresource(parts.size() > 1 ? parts.get(1) : "")
        .endResourceAttributes()
        .endSpec();
  }

  private static boolean allowed(SubjectAccessReview review) {
    return namespace
        .admin
        .authorization()
        .v1()
        .subjectAccessReview()
        .create(review)
        .getStatus()
        .getAllowed();
  }
}
