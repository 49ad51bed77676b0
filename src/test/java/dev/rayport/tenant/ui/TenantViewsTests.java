package dev.rayport.tenant.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import dev.rayport.PortalTest;
import dev.rayport.tenant.AccountService;
import dev.rayport.tenant.Acting;
import dev.rayport.tenant.ActingAs;
import dev.rayport.tenant.QuotaKind;
import dev.rayport.tenant.QuotaService;
import dev.rayport.tenant.Role;
import dev.rayport.tenant.TenantId;
import dev.rayport.tenant.TenantService;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@PortalTest
class TenantViewsTests extends SpringBrowserlessTest {

  private static final TenantId TENANT = new TenantId("views-tenant");
  @Autowired private ActingAs actingAs;
  @Autowired private TenantService tenants;
  @Autowired private AccountService accounts;
  @Autowired private QuotaService quotas;

  @Override
  @BeforeEach
  protected void initVaadinEnvironment() {
    fill();
    Acting.as("default", "root", Role.ADMINISTRATOR);
    super.initVaadinEnvironment();
    Acting.as("default", "root", Role.ADMINISTRATOR);
  }

  private void fill() {
    actingAs.call(
        "admin",
        new TenantId("default"),
        () -> {
          if (tenants.list().stream().noneMatch(each -> each.id().equals(TENANT))) {
            tenants.create(TENANT);
            accounts.create("views-ann", "a long enough one");
          }
          return "";
        });
  }

  @AfterEach
  @Override
  protected void cleanVaadinEnvironment() {
    super.cleanVaadinEnvironment();
    Acting.nobody();
  }

  @Test
  void anAdministratorAddsAMemberAndTakesThemOut() {
    navigate("tenants/" + TENANT, TenantView.class);
    test(find(Button.class).withText("Add member…").single()).click();
    find(TextField.class).withCaption("User name").single().setValue("nobody-here");
    test(find(Button.class).withText("Add member").single()).click();
    assertThat(find(TextField.class).withCaption("User name").single().isInvalid()).isTrue();

    find(TextField.class).withCaption("User name").single().setValue("views-ann");
    test(find(Button.class).withText("Add member").single()).click();
    assertThat(tenants.get(TENANT).members()).hasSize(1);
    assertThat(getCurrentView().getElement().getTextRecursively()).contains("views-ann");
    find(RoleSelect.class).from(find(MembersCard.class).single()).single().setValue(Role.LEAD);
    assertThat(tenants.get(TENANT).members().getFirst().role()).isEqualTo(Role.LEAD);

    test(find(Button.class).withText("Remove…").single()).click();
    test(find(Button.class).withText("Remove member").single()).click();
    assertThat(tenants.get(TENANT).members()).isEmpty();
  }

  @Test
  void anAdministratorSetsQuotasAndTheirTenantSeesThem() {
    navigate("tenants/" + TENANT, TenantView.class);
    test(find(Button.class).withText("Change…").from(find(QuotaCard.class).single()).single())
        .click();
    quota("Whole tenant: GPUs").setValue("many");
    test(find(Button.class).withText("Save quotas").single()).click();
    assertThat(quota("Whole tenant: GPUs").isInvalid()).isTrue();

    quota("Whole tenant: GPUs").setValue("8");
    quota("Training: memory").setValue("64Gi");
    test(find(Button.class).withText("Save quotas").single()).click();

    assertThat(quotas.of(TENANT).limits().whole().get(QuotaKind.GPUS)).isEqualTo(8);
    assertThat(quotas.of(TENANT).limits().stage("TRAINING").get(QuotaKind.MEMORY))
        .isEqualTo(64.0 * (1L << 30));
    assertThat(find(QuotaCard.class).single().getElement().getTextRecursively())
        .contains("0 of 8", "Training: memory", "0 GiB of 64 GiB");

    Acting.as(TENANT.value(), "vic", Role.VIEWER);
    UI.getCurrent().navigate("");
    assertThat(getCurrentView().getElement().getTextRecursively())
        .contains("Quota of views-tenant", "0 of 8");
    UI.getCurrent().navigate("clusters/new", QueryParameters.of("template", "cpu-small"));
    assertThat(getCurrentView().getElement().getTextRecursively()).contains("Of the quota");
  }

  private TextField quota(String label) {
    return find(TextField.class)
        .withCondition(field -> field.getAriaLabel().equals(Optional.of(label)))
        .single();
  }

  @Test
  void theListLeadsToATenant() {
    navigate("tenants", TenantListView.class);
    test(find(Button.class).withText("New tenant…").single()).click();
    find(TextField.class).withCaption("Name").single().setValue("Not a name");
    test(find(Button.class).withText("Create tenant").single()).click();

    assertThat(find(TextField.class).withCaption("Name").single().isInvalid()).isTrue();
  }

  @Test
  void anotherTenantIsNotThereForALead() {
    Acting.as("views-tenant", "lee", Role.LEAD);
    navigate("members", MembersView.class);
    assertThat(getCurrentView().getElement().getTextRecursively())
        .contains("Members of views-tenant");

    UI.getCurrent().navigate("tenants/default");

    assertThat(getCurrentView()).isNotInstanceOf(TenantView.class);
    assertThat(getCurrentView().getElement().getTextRecursively()).contains("not");
  }
}
