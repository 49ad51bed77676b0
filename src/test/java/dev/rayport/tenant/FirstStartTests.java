package dev.rayport.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.base.RayportProperties;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

@TenantRoomTest
@TestPropertySource(properties = "rayport.tenant.admin-password=")
class FirstStartTests {

  private static final int PORTALS = 3;

  @Autowired private Accounts accounts;
  @Autowired private ApiTokens tokens;
  @Autowired private PortalAddress address;
  @Autowired private TenantProperties properties;
  @Autowired private TransactionTemplate transaction;
  @Autowired private JdbcClient jdbc;

  @RepeatedTest(3)
  void portalsThatStartAtTheSameMomentMakeOneAdministratorAndOneTellsThePassword(
      @TempDir Path homes) throws Exception {
    for (String table : List.of("api_token", "membership", "account", "tenant")) {
      jdbc.sql("delete from " + table).update();
    }
    List<InitialAdminFile> files = new ArrayList<>();
    List<CompletableFuture<Void>> starts = new ArrayList<>();
    CyclicBarrier together = new CyclicBarrier(PORTALS);
    for (int i = 0; i < PORTALS; i++) {
      Path home = Files.createDirectory(homes.resolve("home" + i));
      InitialAdminFile file =
          new InitialAdminFile(new RayportProperties(home, "fake", "", false), JsonMapper.shared());
      FirstStart start = new FirstStart(accounts, tokens, file, address, properties, transaction);
      files.add(file);
      starts.add(
          CompletableFuture.runAsync(
              () -> {
                arrive(together);
                start.ready();
              },
              task -> Thread.ofPlatform().start(task)));
    }
    CompletableFuture.allOf(starts.toArray(CompletableFuture[]::new)).get();

    List<InitialAdminFile.Content> told =
        files.stream().flatMap(file -> file.read().stream()).toList();
    assertThat(told).hasSize(1);
    assertThat(tokens.authenticate(told.getFirst().token())).isPresent();
    assertThat(count("account")).isOne();
    assertThat(count("tenant")).isOne();
  }

  private int count(String table) {
    return jdbc.sql("select count(*) from " + table).query(Integer.class).single();
  }

  private static void arrive(CyclicBarrier together) {
    try {
      together.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }
}
