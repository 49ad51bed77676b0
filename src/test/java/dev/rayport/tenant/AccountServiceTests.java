package dev.rayport.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rayport.base.Refusal;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

@TenantRoomTest
class AccountServiceTests {

  private static final TenantId DEFAULT = new TenantId("default");
  private static final TenantId VISION = new TenantId("vision");
  private static final String PASSWORD = "a long enough one";
  @Autowired private ActingAs actingAs;
  @Autowired private AccountService accounts;
  @Autowired private TenantService tenants;
  @Autowired private ApiTokens tokens;
  @Autowired private ActiveSessions sessions;
  @Autowired private PasswordHashes hashes;
  @Autowired private AccountRepository rows;
  @Autowired private InitialAdminFile file;
  @Autowired private AuditEntryRepository audit;

  @BeforeEach
  void fill() {
    if (!rows.existsByName("maria")) {
      asAdmin(() -> tenants.create(VISION));
      asAdmin(() -> accounts.create("maria", PASSWORD));
    }
    asAdmin(() -> tenants.setMember(DEFAULT, "maria", Role.RESEARCHER));
    asAdmin(() -> tenants.setMember(VISION, "maria", Role.VIEWER));
  }

  @Test
  void aRoleTakenAwayIsGoneAtTheNextAction() {
    as(
        "maria",
        () -> {
          assertThat(CurrentUser.require().role()).isEqualTo(Role.RESEARCHER);
          Authentication session = SecurityContextHolder.getContext().getAuthentication();
          asAdmin(() -> tenants.setMember(DEFAULT, "maria", Role.VIEWER));
          assertThat(CurrentUser.require().role()).isEqualTo(Role.VIEWER);
          asAdmin(() -> tenants.removeMember(DEFAULT, "maria"));
          assertThat(sessions.goesOn(session)).as("in the other tenant").isTrue();
          assertThat(CurrentUser.require().tenant()).isEqualTo(VISION);
          return session;
        });
  }

  @Test
  void aUserSwitchesOnlyBetweenTheirTenants() {
    as(
        "maria",
        () -> {
          tenants.switchTo(VISION);
          assertThat(CurrentUser.require().role()).isEqualTo(Role.VIEWER);
          assertThat(tenants.mine()).extracting(TenantRole::tenant).contains(DEFAULT, VISION);
          assertThatExceptionOfType(Refusal.class)
              .isThrownBy(() -> tenants.switchTo(new TenantId("theirs")))
              .matches(refusal -> refusal.kind() == Refusal.Kind.NOT_FOUND);
          return "";
        });
  }

  @Test
  void whatTheRoleForbidsIsRefusedAndWrittenDown() {
    assertThatExceptionOfType(AccessDeniedException.class)
        .isThrownBy(() -> as("maria", () -> accounts.create("eve", PASSWORD)));

    assertThat(rows.existsByName("eve")).isFalse();
    assertThat(audit.findByActorOrderByOccurredAt("maria"))
        .anyMatch(entry ->
            entry.outcome() == AuditEntry.Outcome.DENIED
                && entry.action().equals("AccountService.create"));
  }

  @Test
  void aDisabledAccountsTokensAndSessionsEnd() {
    asAdmin(() -> accounts.create("leaver", PASSWORD));
    asAdmin(() -> tenants.setMember(DEFAULT, "leaver", Role.LEAD));
    NewToken wish = new NewToken("t", Scope.WRITE, Optional.empty(), Optional.empty());
    String token = as("leaver", () -> tokens.issue(wish)).value();
    Authentication session =
        as("leaver", () -> SecurityContextHolder.getContext().getAuthentication());
    assertThat(tokens.authenticate(token)).isPresent();

    asAdmin(() -> accounts.disable("leaver"));

    assertThat(tokens.authenticate(token)).isEmpty();
    assertThat(sessions.goesOn(session)).isFalse();
  }

  @Test
  void aNewPasswordEndsOtherSessionsAndNotThisOne() {
    Authentication other =
        as("maria", () -> SecurityContextHolder.getContext().getAuthentication());
    as(
        "maria",
        () -> {
          accounts.changePassword(PASSWORD, "quite another one");
          assertThat(CurrentUser.require().name()).isEqualTo("maria");
          accounts.changePassword("quite another one", PASSWORD);
          return "";
        });

    assertThat(sessions.goesOn(other)).isFalse();
  }

  @Test
  void theFirstPasswordsFileGoesWithThatPassword() {
    InitialAdminFile.Content content = file.read().orElseThrow();

    asAdmin(() -> accounts.changePassword(content.password(), "another horse battery"));

    assertThat(file.read()).isEmpty();
    asAdmin(() -> accounts.changePassword("another horse battery", content.password()));
    file.write(content);
  }

  @ParameterizedTest
  @ValueSource(strings = {"short", "maria maria maria", ""})
  void aPoorPasswordIsRefusedBesideItsField(String password) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> asAdmin(() -> accounts.create("ma", password)))
        .matches(refusal -> refusal.errors().getFirst().field().equals("password"));
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() ->
            as(
                "maria",
                () -> {
                  accounts.changePassword(PASSWORD, password);
                  return "";
                }))
        .matches(refusal -> refusal.errors().getFirst().field().equals("newPassword"));
  }

  @Test
  void aLongPasswordCountsToItsLastCharacter() {
    String password = "é".repeat(500);
    String hash = hashes.encode(password);

    assertThat(hashes.matches(password, hash)).isTrue();
    assertThat(hashes.matches(password + "é", hash)).isFalse();
    assertThat(hashes.matches(password.substring(1), hash)).isFalse();
    String shorter = "x".repeat(72);
    assertThat(hashes.matches(shorter, hashes.encode(shorter))).isTrue();
    assertThat(hashes.matches(shorter + "x", hashes.encode(shorter))).isFalse();
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> asAdmin(() -> accounts.create("verbose", "x".repeat(1001))))
        .matches(refusal -> refusal.errors().getFirst().field().equals("password"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Ab_c", "-x", "х", "a\u202eb", "😀", "a b", "<img src=x>"})
  void aNameThatIsNoneIsRefused(String name) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> asAdmin(() -> accounts.create(name, PASSWORD)))
        .matches(refusal -> refusal.errors().getFirst().field().equals("name"));
  }

  private <T> T as(String name, Supplier<T> action) {
    return actingAs.call(name, DEFAULT, action);
  }

  private void asAdmin(Runnable action) {
    as(
        "admin",
        () -> {
          action.run();
          return "";
        });
  }
}
