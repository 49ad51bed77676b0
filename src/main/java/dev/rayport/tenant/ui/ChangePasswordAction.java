package dev.rayport.tenant.ui;

import dev.rayport.base.ui.AccountAction;
import dev.rayport.tenant.AccountService;
import org.springframework.stereotype.Component;

/** “Change password” in the account menu. */
@Component
class ChangePasswordAction implements AccountAction {

  private final AccountService accounts;

  ChangePasswordAction(AccountService accounts) {
    this.accounts = accounts;
  }

  @Override
  public int order() {
    return 10;
  }

  @Override
  public String label() {
    return "Change password…";
  }

  @Override
  public String icon() {
    return "key-round";
  }

  @Override
  public boolean offered() {
    return accounts.hasPassword();
  }

  @Override
  public void run() {
    new ChangePasswordDialog(accounts).open();
  }
}
