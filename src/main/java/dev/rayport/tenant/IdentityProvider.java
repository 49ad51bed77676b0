package dev.rayport.tenant;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;

/** What the sign-in page says of the identity provider. */
@Service
public class IdentityProvider {

  private static final Logger log = LoggerFactory.getLogger(IdentityProvider.class);
  private final ProviderProperties properties;
  private final ObjectProvider<ProviderRegistration> registration;

  IdentityProvider(
      ProviderProperties properties, ObjectProvider<ProviderRegistration> registration) {
    this.properties = properties;
    this.registration = registration;
  }

  /**
   * How it is called, and where it is.
   *
   * @param host whom people are sent to
   */
  public record Look(String name, String host) {}

  /** Empty when none is configured. */
  @AsAnyone("the sign-in page shows it")
  public Optional<Look> look() {
    return properties.isConfigured()
        ? Optional.of(new Look(properties.name(), properties.host()))
        : Optional.empty();
  }

  /** Whether the sign-in page asks for name and password. */
  @AsAnyone("the sign-in page shows it")
  public boolean localAccounts() {
    return properties.passwordsCount();
  }

  /** Whether it answers at this moment. */
  @AsAnyone("it is asked before somebody is sent there")
  public boolean answers() {
    ProviderRegistration asked = registration.getIfAvailable();
    try {
      if (asked != null) {
        asked.readAgain();
      }
      return asked != null;
    } catch (ProviderSilent silent) {
      log.warn("{} does not answer: {}", properties.name(), silent.getMessage());
      return false;
    }
  }
}
