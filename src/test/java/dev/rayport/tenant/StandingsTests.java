package dev.rayport.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.rayport.base.ChangeFeed;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StandingsTests {

  private final AccountRepository accounts = mock(AccountRepository.class);
  private final Standings standings =
      new Standings(
          accounts,
          mock(MembershipRepository.class),
          mock(TenantRepository.class),
          mock(ProviderProperties.class),
          new ChangeFeed());

  @Test
  void whoReadsFromTheDatabaseHoldsUpNobody() {
    when(accounts.findById(anyString()))
        .thenAnswer(call -> {
          CompletableFuture.runAsync(() -> standings.changed("ac_1")).get(5, TimeUnit.SECONDS);
          return Optional.empty();
        });
    assertThat(standings.of("ac_1")).isEmpty();
  }

  @Test
  void whatWasReadBeforeAChangeIsNotKept() {
    when(accounts.findById("ac_1"))
        .thenAnswer(call -> {
          standings.changed("ac_1");
          return Optional.empty();
        })
        .thenReturn(Optional.empty());
    standings.of("ac_1");
    standings.of("ac_1");
    standings.of("ac_1");
    verify(accounts, times(2)).findById("ac_1");
  }
}
