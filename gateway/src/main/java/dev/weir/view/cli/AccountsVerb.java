package dev.weir.view.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `weir accounts`: where spend is booked.
@Command(name = "accounts", description = "Say where spend is booked, and who answers for it.")
public final class AccountsVerb {
  private static final String OF = "OF";
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("of", "of"),
          Column.text("account", "account"),
          Column.text("name", "name"),
          Column.text("owner", "owner"),
          Column.text("mode", "mode"),
          Column.text("cost centre", "cost_centre"),
          new Column("where", Column.Shape.TEXT, row -> RuleRows.where(row.path("where"))));

  private final Session session;

  public AccountsVerb(Session session) {
    this.session = session;
  }

  /// What becomes of spend.
  enum Mode {
    SHOWBACK,
    CHARGEBACK
  }

  @Command(description = "Every account in force.")
  int list(@Mixin ServerOption where, @Mixin FormatOption format) {
    return session.on(
        where, api -> session.list(format, api.get(Api.path("accounts")), "accounts", COLUMNS));
  }

  @Command(
      description = {
        "Set the account of OF, new or another version of one: cost_centre=NAME, shared=NAME,",
        "unattributed, or platform, the account that is relieved."
      })
  int set(
      @Parameters(paramLabel = OF) String of,
      @Option(names = "--account", paramLabel = "CODE", description = "In your own books.")
          Optional<String> code,
      @Option(
              names = "--owner",
              required = true,
              paramLabel = "WHO",
              description = "Who answers for it.")
          String owner,
      @Option(
              names = "--mode",
              paramLabel = "showback|chargeback",
              description = "Only shown, or charged; chargeback if not said.")
          Optional<Mode> mode,
      @Option(names = "--name", paramLabel = "TEXT", description = "For people.")
          Optional<String> name,
      @Option(
              names = "--cost-centre",
              paramLabel = "NAME",
              description = "That postings name; a cost centre's own account names itself.")
          Optional<String> costCentre,
      @Option(
              names = "--where",
              split = ",",
              paramLabel = "TAG=VALUE[|VALUE…]",
              description = "Calls that are shared spend; all conditions must hold.")
          List<String> shared,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    ObjectNode body = Json.object();
    code.ifPresent(text -> body.put("account", text));
    body.put("owner", owner);
    mode.ifPresent(it -> body.put("mode", it.name().toLowerCase(Locale.ROOT)));
    name.ifPresent(text -> body.put("name", text));
    costCentre.ifPresent(text -> body.put("cost_centre", text));
    if (shared != null && !shared.isEmpty()) {
      body.set("where", Written.conditions(shared));
    }
    return session.change("PUT", Api.path("accounts", of), body, why, where);
  }

  @Command(description = "Take an account out of force; spend of OF has none then.")
  int remove(
      @Parameters(paramLabel = OF) String of, @Mixin WhyOption why, @Mixin ServerOption where) {
    return session.remove(Api.path("accounts", of), why, where);
  }

  @Command(
      name = "import",
      description = "Set accounts of many cost centres from CSV, all or none; others stay.")
  int load(
      @Parameters(paramLabel = "FILE") Path file, @Mixin WhyOption why, @Mixin ServerOption where) {
    return session.importRows(Api.path("accounts", "import"), "accounts", file, why, where);
  }
}
