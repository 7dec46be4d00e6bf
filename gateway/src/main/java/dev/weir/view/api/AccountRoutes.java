package dev.weir.view.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.exchange.chargeback.CostAccount;
import dev.weir.exchange.chargeback.CostAccountTable;
import dev.weir.exchange.chargeback.CostAccounts;
import dev.weir.flow.books.Change;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Version;
import dev.weir.flow.rule.ConditionText;
import dev.weir.view.api.Demand.Parameter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where spend is booked.
final class AccountRoutes {
  private static final String PATH = "/api/v1/accounts/{of}";
  private static final int TABLE_BYTES = 4 << 20;

  private final RunningGateway gateway;
  private final Changes changes;

  AccountRoutes(RunningGateway gateway, Changes changes) {
    this.gateway = gateway;
    this.changes = changes;
  }

  /// @param mode default: chargeback
  record AccountSettings(
      Optional<String> account,
      Optional<String> name,
      String owner,
      Optional<CostAccount.Mode> mode,
      Optional<String> costCentre,
      Optional<List<ConditionPage>> where) {}

  /// As of budgets: `in` some values, or `present` or not.
  record ConditionPage(String tag, Optional<List<String>> in, Optional<Boolean> present) {}

  record AccountList(List<AccountPage> accounts) {}

  /// @param of `cost_centre=NAME`, `shared=NAME`, `unattributed` or `platform`
  record AccountPage(
      String of,
      int version,
      Optional<String> account,
      Optional<String> name,
      String owner,
      CostAccount.Mode mode,
      Optional<String> costCentre,
      List<ObjectNode> where,
      Instant at,
      String who) {}

  /// Accounts of cost centres as CSV: docs/chargeback.md.
  record AccountTable() {}

  /// @param set new or with another content
  /// @param unchanged as they were
  record AccountImport(int set, int unchanged) {}

  List<Endpoint> all() {
    return List.of(
        Endpoint.get("listAccounts", "/api/v1/accounts", "Where spend is booked.")
            .answers(AccountList.class)
            .does(this::list),
        Endpoint.change(
                "PUT",
                "putAccount",
                PATH,
                "Says where spend of cost_centre=NAME, shared=NAME or unattributed is booked, or"
                    + " which account is relieved: platform.")
            .versioned()
            .takes(AccountSettings.class)
            .answers(Pages.Changed.class)
            .does(this::put),
        Endpoint.change("DELETE", "deleteAccount", PATH, "Takes an account out of force.")
            .versioned()
            .answers(Pages.Changed.class)
            .does(inquiry ->
                changes.retire(Kind.COST_ACCOUNT, inquiry.named("of"), List.of(), inquiry)),
        Endpoint.change(
                "POST",
                "importAccounts",
                "/api/v1/accounts/import",
                "Sets accounts of many cost centres from CSV; all or none. Others stay.")
            .asks(Parameter.text("dry_run", "true: nothing is set, what would be is answered."))
            .takes(AccountTable.class, TABLE_BYTES)
            .answers(AccountImport.class)
            .does(this::load));
  }

  /// What is in force.
  static CostAccounts inForce(Changes changes) {
    return new CostAccounts(
        changes.current(Kind.COST_ACCOUNT).stream()
            .map(version -> CostAccount.read(version.id(), version.body()))
            .toList());
  }

  private Answer list(Inquiry inquiry) {
    return Answer.of(
        new AccountList(
            changes.current(Kind.COST_ACCOUNT).stream().map(AccountRoutes::page).toList()));
  }

  private static AccountPage page(Version version) {
    CostAccount account = CostAccount.read(version.id(), version.body());
    return new AccountPage(
        account.id(),
        version.version(),
        account.code(),
        account.name(),
        account.owner(),
        account.mode(),
        account.costCentre(),
        account.where().stream().map(ConditionText::write).toList(),
        version.at(),
        version.who());
  }

  private Answer put(Inquiry inquiry) {
    CostAccount account = CostAccount.read(inquiry.named("of"), inquiry.body());
    return changes.put(Kind.COST_ACCOUNT, account.id(), account.write(), inquiry);
  }

  private Answer load(Inquiry inquiry) {
    CostAccounts before = inForce(changes);
    List<CostAccount> accounts = CostAccountTable.read(inquiry.raw());
    List<Change> different = new ArrayList<>();
    for (CostAccount account : accounts) {
      if (!account.equals(before.all().get(account.id()))) {
        different.add(
            Change.of(
                Kind.COST_ACCOUNT, account.id(), account.write(), inquiry.who(), inquiry.why()));
      }
    }
    AccountImport done = new AccountImport(different.size(), accounts.size() - different.size());
    return different.isEmpty() || inquiry.flag("dry_run")
        ? Answer.of(done)
        : Changes.answer(gateway.books().publish(different), _ -> done);
  }
}
