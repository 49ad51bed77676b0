package dev.rayport.tenant.ui;

import com.vaadin.flow.component.UI;
import dev.rayport.base.ui.AccountAction;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the account menu leads to. */
@Configuration(proxyBeanMethods = false)
class OwnThings {

  private record Page(int order, String label, String icon, String route) implements AccountAction {

    @Override
    public void run() {
      UI.getCurrent().navigate(route);
    }
  }

  @Bean
  AccountAction ownTokens() {
    return new Page(20, "API tokens", "terminal", TokensView.ROUTE);
  }

  @Bean
  AccountAction ownSecrets() {
    return new Page(21, "Secrets", "lock", SecretsView.ROUTE);
  }
}
