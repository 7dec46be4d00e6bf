package dev.weir.view.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `weir alerts`: what people were told about money, and whether they took it.
@Command(name = "alerts", description = "Alerts raised, newest first, and who has taken them.")
public final class AlertsVerb implements Callable<Integer> {
  private static final List<Column> COLUMNS =
      List.of(
          Column.time("reached at", "reached_at"),
          Column.text("kind", "kind"),
          Column.text("budget", "rule"),
          Column.text("value", "value"),
          Column.percent("threshold", "share"),
          Column.text("window", "window"),
          Column.time("window start", "window_start"),
          Column.usd("amount USD", "amount_usd"),
          Column.usd("limit USD", "limit_usd"),
          Column.amount("set as", "limit_set"),
          Column.text("call", "call"),
          Column.text("delivered", "delivered"),
          Column.text("waiting for", "waiting_for"));

  private final Session session;

  @Mixin private ServerOption where = new ServerOption();
  @Mixin private FormatOption format = new FormatOption();

  @Option(names = "--limit", paramLabel = "N", description = "Most alerts; 100 if not said.")
  private Optional<Integer> limit = Optional.empty();

  @Option(
      names = "--before",
      paramLabel = "POSITION",
      description = "Continue behind the alert at this position of the journal.")
  private Optional<Long> before = Optional.empty();

  public AlertsVerb(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Query query = new Query();
    limit.ifPresent(most -> query.add("limit", most.toString()));
    before.ifPresent(position -> query.add("before", position.toString()));
    return session.on(
        where,
        api -> {
          JsonNode page = api.get(Api.path("alerts") + query.text());
          session.list(format, page, "alerts", COLUMNS);
          if (page.has("next")) {
            session
                .terminal()
                .err()
                .println("there are more: --before " + page.path("next").asText());
          }
          return Exit.OK;
        });
  }
}
