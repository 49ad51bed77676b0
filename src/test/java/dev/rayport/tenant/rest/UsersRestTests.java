package dev.rayport.tenant.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.tenant.PortalClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class UsersRestTests extends ApiWorld {

  private static final String USERS = "/api/v1/users";
  private static final String PASSWORD = "a long enough one";

  @Test
  void anAccountIsMadeListedAndSignsInOnlyAsAMember() {
    HttpResponse<String> made = create("rosa", PASSWORD);

    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(PortalClient.json(made).get("enabled").asBoolean()).isTrue();
    assertThat(made.body()).doesNotContain(PASSWORD);
    HttpResponse<String> found = client.get(USERS + "?q=ros", token);
    assertThat(PortalClient.json(found).get("items")).hasSize(1);
    assertThat(client.signIn("rosa", PASSWORD, "").headers().firstValue("Location"))
        .hasValueSatisfying(to -> assertThat(to).endsWith("/login?error"));
    assertThat(create("rosa", PASSWORD).statusCode()).isEqualTo(409);
    assertProblem(create("Rosa!", PASSWORD), 400);
    assertProblem(create("rose", "short"), 400);
  }

  @Test
  void theLastAdministratorStays() {
    for (String change : new String[] {"{\"enabled\":false}", "{\"administrator\":false}"}) {
      HttpResponse<String> answer = patch("admin", change);
      assertProblem(answer, 409);
      assertThat(PortalClient.json(answer).get("code").asString()).isEqualTo("last-administrator");
    }
    create("second", PASSWORD);
    assertThat(patch("second", "{\"administrator\":true}").statusCode()).isEqualTo(200);
    String theirs = tokenOf("second");
    assertThat(patch("admin", "{\"administrator\":false}").statusCode()).isEqualTo(200);
    assertThat(client.get(USERS, token).statusCode()).as("at once").isIn(401, 403);
    assertThat(patch("admin", "{\"administrator\":true}", theirs).statusCode()).isEqualTo(200);
    assertThat(patch("second", "{\"enabled\":false}").statusCode()).isEqualTo(200);
  }

  @Test
  void aResetPasswordIsTheOnlyOneThatOpens() {
    create("lost", PASSWORD);
    patch("lost", "{\"administrator\":true}");

    assertThat(patch("lost", "{\"password\":\"a much better one\"}").statusCode()).isEqualTo(200);

    assertThat(location(client.signIn("lost", PASSWORD, ""))).endsWith("?error");
    assertThat(location(client.signIn("lost", "a much better one", ""))).doesNotContain("login");
    assertProblem(patch("lost", "{\"password\":\"short\"}"), 400);
    assertProblem(patch("lost", "{}"), 400);
    assertProblem(patch("nobody", "{\"enabled\":false}"), 404);
    patch("lost", "{\"enabled\":false}");
  }

  @Test
  void tokensOfADisabledAccountStayGoneWhenItIsEnabledAgain() {
    create("goer", PASSWORD);
    patch("goer", "{\"administrator\":true}");
    String theirs = tokenOf("goer");
    assertThat(client.get("/api/v1/me", theirs).statusCode()).isEqualTo(200);

    patch("goer", "{\"enabled\":false}");
    assertThat(client.get("/api/v1/me", theirs).statusCode()).isEqualTo(401);

    patch("goer", "{\"enabled\":true}");
    assertThat(client.get("/api/v1/me", theirs).statusCode()).isEqualTo(401);
    patch("goer", "{\"enabled\":false}");
  }

  private HttpResponse<String> create(String name, String password) {
    return client.post(
        USERS, token, "{\"name\":\"%s\",\"password\":\"%s\"}".formatted(name, password));
  }

  private String tokenOf(String name) {
    HttpResponse<String> issued =
        client.send(
            client
                .to(TOKENS)
                .header("Authorization", PortalClient.basic(name, PASSWORD))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"name\":\"ci\"}")));
    return PortalClient.json(issued).get("token").asString();
  }

  private HttpResponse<String> patch(String name, String json) {
    return patch(name, json, token);
  }

  private HttpResponse<String> patch(String name, String json, String by) {
    return client.send(
        client
            .to(USERS + "/" + name)
            .header("Authorization", "Bearer " + by)
            .header("Content-Type", "application/json")
            .method("PATCH", BodyPublishers.ofString(json)));
  }

  private static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElse("");
  }
}
