package dev.weir.view.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `weir limits`: how much calls may ask for.
@Command(name = "limits", description = "Set, show and end limits.")
public final class LimitsVerb {
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("limit", "id"),
          Column.text("window", "window"),
          Column.text("where", "where"),
          Column.text("per", "value"),
          Column.text("measure", "measure"),
          Column.amount("set as", "limit_set"),
          Column.number("max", "limit"),
          Column.number("used", "used"),
          Column.number("held", "held"),
          Column.number("left", "left"),
          Column.amount("left as set", "left_set"),
          Column.time("window ends", "window_end"),
          Column.text("mode", "mode"));

  private final Session session;

  public LimitsVerb(Session session) {
    this.session = session;
  }

  /// What a limit counts.
  enum Measure {
    REQUESTS,
    TOKENS,
    MONEY,
    CONCURRENT
  }

  @Command(description = "Every limit and how far it is used; money in USD.")
  int list(@Mixin ServerOption where, @Mixin FormatOption format) {
    return session.on(
        where, api -> RuleRows.list(session, format, api.get(Api.path("limits")), COLUMNS));
  }

  @Command(description = "One limit: its definition and how far it is used.")
  int show(@Parameters(paramLabel = "ID") String id, @Mixin ServerOption where) {
    return session.on(where, api -> session.show(api.get(Api.path("limits", id))));
  }

  @Command(description = "Set a limit, new or another version of one.")
  int set(
      @Parameters(paramLabel = "ID") String id,
      @Option(
              names = "--measure",
              required = true,
              paramLabel = "WHAT",
              description = "requests, tokens, money or concurrent.")
          Measure measure,
      @Option(
              names = "--max",
              required = true,
              paramLabel = "N",
              description = "So many in a window; for money '5 USD', '5 EUR'.")
          String max,
      @Mixin RuleOptions rule,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    ObjectNode body = Json.object();
    rule.addTo(body, session.terminal().clock());
    body.put("measure", measure.name().toLowerCase(Locale.ROOT));
    if (measure == Measure.MONEY) {
      Written.money("--max", max).addTo(body, "max_usd", "max_money");
    } else {
      body.put("max", Written.whole("--max", max));
    }
    return session.change("PUT", Api.path("limits", id), body, why, where);
  }

  @Command(description = "End a limit.")
  int delete(
      @Parameters(paramLabel = "ID") String id, @Mixin WhyOption why, @Mixin ServerOption where) {
    return session.remove(Api.path("limits", id), why, where);
  }
}
