package dev.weir.view.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `weir agreements`: what is bought other than by the call.
@Command(
    name = "agreements",
    description =
        "Say what is bought other than by the call: capacity, seats, commitments, credits, quotas.")
public final class AgreementsVerb {
  private static final String NAME = "NAME";
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("name", "name"),
          Column.text("kind", "kind"),
          Column.text("provider", "provider"),
          Column.text("from", "from"),
          Column.text("until", "until"),
          Column.text("source", "source"),
          Column.number("version", "version"),
          Column.text("by", "who"));

  private static final List<Column> DUES =
      List.of(Column.text("due", "kind"), Column.usd("USD", "usd"));

  private static final List<Column> BOOKED =
      List.of(
          Column.text("agreement", "agreement"),
          Column.number("rows", "rows"),
          Column.usd("USD", "usd"));

  private static final List<Column> HELD =
      List.of(Column.text("closed month", "month"), Column.usd("not booked USD", "usd"));

  private final Session session;

  public AgreementsVerb(Session session) {
    this.session = session;
  }

  @Command(description = "What is bought, by name.")
  int list(@Mixin FormatOption format, @Mixin ServerOption where) {
    return session.on(where, api -> listed(format, api.get(Api.path("agreements"))));
  }

  private int listed(FormatOption format, JsonNode answer) {
    session.list(format, answer, "agreements", COLUMNS);
    PrintWriter beside = session.terminal().err();
    answer
        .path("uncovered")
        .forEach(each ->
            beside.printf(
                "weir: %s of %s cost nothing in 30 days, %,d tokens; no capacity says its cost%n",
                each.path("model").asText(),
                each.path("provider").asText(),
                each.path("tokens").asLong()));
    beside.flush();
    return Exit.OK;
  }

  @Command(description = "How one does in a month, by what is booked of it.")
  int show(
      @Parameters(paramLabel = NAME) String name,
      @Mixin MonthOption month,
      @Mixin FormatOption format,
      @Mixin ServerOption where) {
    String path = Api.path("agreements", name) + month.query().text();
    return session.on(where, api -> show(format, api.get(path)));
  }

  private int show(FormatOption format, JsonNode standing) {
    if (format.format() == FormatOption.Format.JSON) {
      return session.show(standing);
    }
    PrintWriter beside = session.terminal().err();
    beside.printf(
        "%s in %s comes to %s USD%s%s%s%s%n",
        standing.path("name").asText(),
        standing.path("month").asText(),
        plain(standing, "usd"),
        said(standing, "used_share", ", %s of it used"),
        said(standing, "usd_per_million", ", %s USD for a million tokens"),
        said(standing, "active_seats", ", %s seats active"),
        said(standing, "usd_per_active_seat", " at %s USD each"));
    beside.flush();
    ObjectNode lines = Json.object();
    standing
        .path("dues")
        .properties()
        .forEach(due ->
            lines
                .withArray("dues")
                .addObject()
                .put("kind", due.getKey())
                .set("usd", due.getValue()));
    if (lines.isEmpty()) {
      lines.putArray("dues");
    }
    return session.list(format, lines, "dues", DUES);
  }

  private static String said(JsonNode standing, String field, String text) {
    return standing.path(field).isMissingNode() || standing.path(field).isNull()
        ? ""
        : text.formatted(plain(standing, field));
  }

  private static String plain(JsonNode node, String field) {
    return new BigDecimal(node.path(field).asText()).stripTrailingZeros().toPlainString();
  }

  @Command(description = "Say what is bought: a JSON file of its terms.")
  int put(
      @Parameters(paramLabel = NAME) String name,
      @Parameters(paramLabel = "FILE") Path file,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    return session.putFile(Api.path("agreements", name), file, why, where);
  }

  @Command(
      description =
          "Take one back; the next booking takes back what is due of the months it reaches.")
  int remove(
      @Parameters(paramLabel = NAME) String name, @Mixin WhyOption why, @Mixin ServerOption where) {
    return session.remove(Api.path("agreements", name), why, where);
  }

  @Command(
      description = {
        "Book what is due of days that are over; a running gateway does it each day.",
        "Again, it books nothing."
      })
  int book(
      @Option(
              names = "--month",
              paramLabel = "MONTH",
              description = "As 2026-10; else all since the month before last.")
          Optional<String> month,
      @Option(names = "--restate", description = "Closed months too, as restatements of them.")
          boolean restate,
      @Option(names = "--dry-run", description = "Say what would be booked; nothing is.")
          boolean dryRun,
      @Mixin FormatOption format,
      @Mixin ServerOption where) {
    Query query = new Query();
    query.add("dry_run", Boolean.toString(dryRun));
    query.addMonth(month);
    query.add("restate", Boolean.toString(restate));
    String path = Api.path("dues") + query.text();
    return session.on(where, api -> booked(format, api.change("POST", path, Json.object())));
  }

  private int booked(FormatOption format, JsonNode answer) {
    if (format.format() == FormatOption.Format.JSON) {
      return session.show(answer);
    }
    PrintWriter beside = session.terminal().err();
    beside.printf(
        "%s due from %s to before %s%n",
        answer.path("dry_run").asBoolean() ? "would be booked," : "booked,",
        answer.path("from").asText(),
        answer.path("to").asText());
    answer
        .path("unknown")
        .properties()
        .forEach(each ->
            beside.printf("not worked out: %s: %s%n", each.getKey(), each.getValue().asText()));
    beside.flush();
    session.list(format, answer, "booked", BOOKED);
    if (!answer.path("held").isEmpty()) {
      session.list(format, answer, "held", HELD);
    }
    return answer.path("unknown").isEmpty() ? Exit.OK : Exit.REFUSED;
  }
}
