package dev.weir.view.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `weir budgets`: money that calls may cost.
@Command(name = "budgets", description = "Set, show, raise and end budgets.")
public final class BudgetsVerb {
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("budget", "id"),
          Column.text("window", "window"),
          Column.text("where", "where"),
          Column.text("per", "value"),
          Column.amount("set as", "limit_set"),
          Column.usd("limit USD", "limit"),
          Column.usd("stop USD", "stop"),
          Column.usd("used USD", "used"),
          Column.usd("held USD", "held"),
          Column.usd("left USD", "left"),
          Column.amount("left as set", "left_set"),
          Column.time("window ends", "window_end"),
          Column.text("mode", "mode"),
          Column.text("owner", "owner"));

  private final Session session;

  public BudgetsVerb(Session session) {
    this.session = session;
  }

  @Command(description = "Every budget and how far it is used.")
  int list(@Mixin ServerOption where, @Mixin FormatOption format) {
    return session.on(
        where, api -> RuleRows.list(session, format, api.get(Api.path("budgets")), COLUMNS));
  }

  @Command(description = "One budget: its definition and how far it is used.")
  int show(@Parameters(paramLabel = "ID") String id, @Mixin ServerOption where) {
    return session.on(where, api -> session.show(api.get(Api.path("budgets", id))));
  }

  @Command(description = "Set a budget, new or another version of one; it counts what was before.")
  int set(
      @Parameters(paramLabel = "ID") String id,
      @Mixin RuleOptions rule,
      @Mixin BudgetOptions budget,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    ObjectNode body = Json.object();
    rule.addTo(body, session.terminal().clock());
    budget.addTo(body);
    return session.change("PUT", Api.path("budgets", id), body, why, where);
  }

  @Command(description = "End a budget and its raises.")
  int delete(
      @Parameters(paramLabel = "ID") String id, @Mixin WhyOption why, @Mixin ServerOption where) {
    return session.remove(Api.path("budgets", id), why, where);
  }

  @Command(description = "Break the glass: more budget, for a while.")
  int raise(
      @Parameters(paramLabel = "ID") String id,
      @Option(
              names = "--by",
              required = true,
              paramLabel = "AMOUNT",
              description = "'100 USD', '100 EUR'.")
          String extra,
      @Option(names = "--until", required = true, paramLabel = "WHEN", description = "Or '7d'.")
          String until,
      @Option(names = "--from", paramLabel = "WHEN", description = "Now, if not said.")
          Optional<String> from,
      @Option(names = "--value", paramLabel = "VALUE", description = "Of its --per tag only.")
          Optional<String> value,
      @Option(names = "--why", required = true, paramLabel = "TEXT", description = "Reason.")
          String why,
      @Mixin ServerOption where) {
    ObjectNode body = Json.object();
    Written.money("--by", extra).addTo(body, "extra_usd", "extra");
    body.put("why", why);
    body.put("until", Written.instant("--until", until, session.terminal().clock()));
    from.ifPresent(
        when -> body.put("from", Written.instant("--from", when, session.terminal().clock())));
    value.ifPresent(text -> body.put("value", text));
    String path = Api.path("budgets", id, "raise");
    return session.on(where, api -> session.changed(api.change("POST", path, body)));
  }
}
