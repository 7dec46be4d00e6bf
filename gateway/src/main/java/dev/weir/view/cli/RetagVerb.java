package dev.weir.view.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `weir retag`: past spend put under other tags.
@Command(name = "retag", description = "Put past spend under other tags; say before what moves.")
public final class RetagVerb {
  private static final int DAYS_MAX = 3_660;

  private static final List<Column> MOVES =
      List.of(
          Column.text("tag", "tag"),
          Column.text("was", "was"),
          Column.text("now", "now"),
          Column.number("attempts", "attempts"),
          Column.usd("USD", "cost_usd"));

  private static final List<Column> RUNS =
      List.of(
          Column.text("run", "run"),
          Column.time("at", "at"),
          Column.time("from", "from"),
          Column.time("to", "to"),
          Column.text("where", "where"),
          Column.text("set", "set"),
          Column.number("changed", "changed"),
          Column.usd("USD", "cost_usd"),
          Column.text("who", "who"),
          Column.text("why", "why"));

  private final Session session;

  public RetagVerb(Session session) {
    this.session = session;
  }

  /// Which spend, and which tags it is to have.
  static final class Rule {
    @Option(
        names = "--where",
        split = ",",
        required = true,
        paramLabel = "TAG=VALUE[|VALUE…]",
        description =
            "Tags it has by now; all conditions must hold. TAG alone: any value; TAG=: none.")
    private List<String> where = List.of();

    @Option(
        names = "--set",
        split = ",",
        required = true,
        paramLabel = "TAG=VALUE",
        description = "Tags it gets, with what follows from them. TAG= takes a tag away.")
    private List<String> set = List.of();

    @Option(
        names = "--from",
        required = true,
        paramLabel = "WHEN",
        description = "Used from here on: a day of UTC, or an instant.")
    private String from = "";

    @Option(names = "--to", paramLabel = "WHEN", description = "Used before; now, if not said.")
    private Optional<String> to = Optional.empty();

    private ObjectNode body() {
      ObjectNode body = Json.object();
      body.set("where", Written.conditions(where));
      ObjectNode tags = body.putObject("set");
      for (String text : set) {
        String[] tag = Written.pair("--set", text);
        tags.put(tag[0], tag[1]);
      }
      return body;
    }

    /// One for each day of UTC, the first and the last perhaps a part of one.
    private List<ObjectNode> days(Instant now) {
      Instant first = Written.utc("--from", from);
      Instant end = to.map(text -> Written.utc("--to", text)).orElse(now);
      if (!first.isBefore(end) || first.plus(DAYS_MAX, ChronoUnit.DAYS).isBefore(end)) {
        throw Written.wrong(
            "--to",
            "is after --from, %s, by at most %,d days".formatted(first, DAYS_MAX),
            end.toString());
      }
      List<ObjectNode> days = new ArrayList<>();
      for (Instant day = first; day.isBefore(end); ) {
        Instant next = day.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
        Instant until = next.isBefore(end) ? next : end;
        days.add(body().put("from", day.toString()).put("to", until.toString()));
        day = until;
      }
      return days;
    }
  }

  @Command(description = "Say what would move; nothing is booked.")
  int preview(@Mixin Rule rule, @Mixin FormatOption format, @Mixin ServerOption where) {
    List<ObjectNode> days = rule.days(session.terminal().clock().instant());
    days.forEach(day -> day.put("why", "preview"));
    return order(days, format, where, true);
  }

  @Command(
      description = {
        "Put past spend under other tags, a day at a time: two rows for each attempt and usage record.",
        "A run that was interrupted is done by the same command: what has these tags already stays."
      })
  int run(
      @Mixin Rule rule,
      @Option(names = "--why", required = true, paramLabel = "TEXT", description = "The reason.")
          String why,
      @Mixin FormatOption format,
      @Mixin ServerOption where) {
    Instant now = session.terminal().clock().instant();
    List<ObjectNode> days = rule.days(now);
    days.forEach(day -> day.put("why", why).put("run", "retag-" + now));
    return order(days, format, where, false);
  }

  @Command(description = "What got other tags, the latest first.")
  int list(@Mixin FormatOption format, @Mixin ServerOption where) {
    return session.on(
        where, api -> session.list(format, api.get(Api.path("retaggings")), "retaggings", RUNS));
  }

  private int order(
      List<ObjectNode> days, FormatOption format, ServerOption where, boolean rehearsal) {
    String path = Api.path("retaggings") + "?dry_run=" + rehearsal;
    List<JsonNode> answers = new ArrayList<>();
    session.longer(
        where,
        (api, progress) -> {
          if (!rehearsal) {
            // Values end once at most: what the last day takes no day between refuses.
            api.change("POST", Api.path("retaggings") + "?dry_run=true", days.getLast());
          }
          for (ObjectNode day : days) {
            progress.now("day %d of %d".formatted(answers.size() + 1, days.size()));
            answers.add(api.change("POST", path, day));
          }
        });
    ObjectNode all = Json.object();
    all.put("changed", Summed.count(answers, "changed"));
    all.put("cost_usd", Summed.usd(answers, "cost_usd"));
    all.set("moves", Summed.rows(answers, "moves", List.of("tag", "was", "now")));
    session.list(format, all, "moves", MOVES);
    session.terminal().err().print(said(all, rehearsal));
    session.terminal().err().flush();
    return Exit.OK;
  }

  private static String said(JsonNode all, boolean rehearsal) {
    return "%s other tags to %s attempts and usage records, of %s USD%n"
        .formatted(
            rehearsal ? "would give" : "gave",
            all.path("changed").asText(),
            Summed.plain(all, "cost_usd"));
  }
}
