package dev.weir.view.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `weir periods`: months that are closed.
@Command(name = "periods", description = "Close months, and settle them with their bills.")
public final class PeriodsVerb {
  private static final List<Column> PERIODS =
      List.of(
          Column.text("month", "month"),
          Column.text("stage", "stage"),
          Column.time("at", "at"),
          Column.usd("USD", "usd"),
          Column.usd("accrued USD", "accrued_usd"),
          Column.text("who", "who"),
          Column.text("why", "why"));

  private static final List<Column> PROVIDERS =
      List.of(
          Column.text("provider", "provider"),
          Column.usd("USD", "usd"),
          Column.usd("estimated", "estimated_usd"),
          Column.usd("reconciled", "reconciled_usd"),
          Column.usd("invoiced", "invoiced_usd"),
          Column.usd("accrued", "accrued_usd"),
          Column.usd("billed", "billed_usd"),
          Column.usd("true-up", "true_up_usd"));

  private static final List<Column> RESTATEMENTS =
      List.of(
          Column.text("provider", "provider"),
          Column.text("booked in", "booked"),
          Column.text("kind", "kind"),
          Column.text("told by", "source"),
          Column.number("rows", "rows"),
          Column.usd("USD", "usd"));

  private final Session session;

  public PeriodsVerb(Session session) {
    this.session = session;
  }

  @Command(description = "The closed months, the latest first.")
  int list(@Mixin FormatOption format, @Mixin ServerOption where) {
    return session.on(
        where, api -> session.list(format, api.get(Api.path("periods")), "periods", PERIODS));
  }

  @Command(description = "What a closed month came to, and what was learnt of it afterwards.")
  int show(
      @Parameters(paramLabel = "MONTH") String month,
      @Mixin FormatOption format,
      @Mixin ServerOption where) {
    String path = Api.path("periods", Written.month("MONTH", month).toString());
    return session.on(where, api -> show(format, api.get(path)));
  }

  @Command(
      description = {
        "Close a month of UTC that is over, for good.",
        "What no bill confirms yet is accrued; what is learnt afterwards is a restatement."
      })
  int close(
      @Parameters(paramLabel = "MONTH") String month,
      @Option(names = "--why", required = true, paramLabel = "TEXT", description = "The reason.")
          String why,
      @Mixin FormatOption format,
      @Mixin ServerOption where) {
    String path = Api.path("periods", Written.month("MONTH", month).toString(), "close");
    return bring(path, why, format, where);
  }

  @Command(
      description = {
        "Compare a closed month with its bills, for good: what they say beyond it is the true-up.",
        "No other bill is taken for it afterwards."
      })
  int settle(
      @Parameters(paramLabel = "MONTH") String month,
      @Option(names = "--why", required = true, paramLabel = "TEXT", description = "The reason.")
          String why,
      @Option(names = "--accept-unbilled", description = "Providers may be without a bill.")
          boolean unbilled,
      @Mixin FormatOption format,
      @Mixin ServerOption where) {
    String path = Api.path("periods", Written.month("MONTH", month).toString(), "settle");
    return bring(path + (unbilled ? "?unbilled=accept" : ""), why, format, where);
  }

  private int bring(String path, String why, FormatOption format, ServerOption where) {
    ObjectNode body = Json.object().put("why", why);
    return session.on(where, api -> show(format, api.change("POST", path, body)));
  }

  private int show(FormatOption format, JsonNode period) {
    JsonNode latest = period.path("stages").path(0);
    if (format.format() == FormatOption.Format.JSON) {
      return session.show(period);
    }
    PrintWriter beside = session.terminal().err();
    beside.printf(
        "%s is %s since %s, by %s: %s%n",
        period.path("month").asText(),
        latest.path("stage").asText(),
        Column.seconds(latest.path("at").asText()),
        latest.path("who").asText(),
        latest.path("why").asText());
    beside.flush();
    session.list(format, latest, "providers", PROVIDERS);
    if (!period.path("restatements").isEmpty()) {
      beside.println("learnt of it after it was closed:");
      beside.flush();
      session.list(format, period, "restatements", RESTATEMENTS);
    }
    BigDecimal now = new BigDecimal(period.path("now_usd").asText());
    beside.printf("the ledger has %s USD of it by now%n", now.stripTrailingZeros().toPlainString());
    beside.flush();
    return Exit.OK;
  }
}
