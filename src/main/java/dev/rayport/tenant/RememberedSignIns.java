package dev.rayport.tenant;

import dev.rayport.base.SecretBox;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.web.authentication.rememberme.PersistentRememberMeToken;
import org.springframework.security.web.authentication.rememberme.PersistentTokenRepository;
import org.springframework.stereotype.Component;

/** “Keep me signed in”: one row per browser; the token that opens the door lies there sealed. */
@Component
class RememberedSignIns implements PersistentTokenRepository, OldRows {

  private final JdbcClient jdbc;
  private final SecretBox box;
  private final Duration rememberFor;

  RememberedSignIns(JdbcClient jdbc, SecretBox box, TenantProperties properties) {
    this.jdbc = jdbc;
    this.box = box;
    this.rememberFor = properties.rememberFor();
  }

  @Override
  public void createNewToken(PersistentRememberMeToken token) {
    jdbc.sql("insert into persistent_logins (series, username, token, last_used) values (?,?,?,?)")
        .params(
            token.getSeries(),
            token.getUsername(),
            box.seal(token.getTokenValue()),
            Timestamp.from(token.getDate().toInstant()))
        .update();
  }

  @Override
  public void updateToken(String series, String tokenValue, Date lastUsed) {
    jdbc.sql("update persistent_logins set token = ?, last_used = ? where series = ?")
        .params(box.seal(tokenValue), Timestamp.from(lastUsed.toInstant()), series)
        .update();
  }

  @Override
  public @Nullable PersistentRememberMeToken getTokenForSeries(String series) {
    return jdbc.sql("select username, token, last_used from persistent_logins where series = ?")
        .param(series)
        .query((row, number) ->
            new PersistentRememberMeToken(
                row.getString("username"),
                series,
                box.open(row.getString("token")),
                row.getTimestamp("last_used")))
        .optional()
        .orElse(null);
  }

  @Override
  public int removeOld(Instant now) {
    return jdbc.sql("delete from persistent_logins where last_used < ?")
        .param(Timestamp.from(now.minus(rememberFor)))
        .update();
  }

  @Override
  public void removeUserTokens(String username) {
    jdbc.sql("delete from persistent_logins where username = ?").param(username).update();
  }
}
