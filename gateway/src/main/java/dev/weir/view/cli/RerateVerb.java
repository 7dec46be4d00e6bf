package dev.weir.view.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `weir rerate`: what was used, priced by another version of the price book.
@Command(
    name = "rerate",
    description =
        "Price what was used by another version of the price book; say before what changes.")
public final class RerateVerb {
  private static final List<Column> MODELS =
      List.of(
          Column.text("provider", "provider"),
          Column.text("model", "model"),
          Column.number("attempts", "attempts"),
          Column.usd("was USD", "was_usd"),
          Column.usd("now USD", "now_usd"),
          Column.usd("difference USD", "difference_usd"));

  private static final List<Column> RUNS =
      List.of(
          Column.text("run", "run"),
          Column.time("at", "at"),
          Column.time("from", "from"),
          Column.time("to", "to"),
          Column.text("price book", "price_book"),
          Column.number("changed", "changed"),
          Column.usd("was USD", "was_usd"),
          Column.usd("now USD", "now_usd"),
          Column.text("who", "who"),
          Column.text("why", "why"));

  private final Session session;

  public RerateVerb(Session session) {
    this.session = session;
  }

  /// Which days, and by which book.
  static final class Past {
    @Mixin private DayOptions days = new DayOptions();

    @Option(
        names = "--book",
        paramLabel = "VERSION",
        description = "Of the price book, as charges name it; the one in force if not said.")
    private Optional<String> book = Optional.empty();

    ObjectNode body(LocalDate day) {
      ObjectNode body = Json.object();
      body.put("from", day.toString()).put("to", day.plusDays(1).toString());
      book.ifPresent(version -> body.put("price_book", version));
      return body;
    }
  }

  @Command(description = "Say what would change; nothing is booked.")
  int preview(@Mixin Past past, @Mixin FormatOption format, @Mixin ServerOption where) {
    return each(past, format, where, body -> body.put("why", "preview"), true);
  }

  @Command(
      description = {
        "Price the past anew, a day at a time; every difference is a row of its own.",
        "A run that was interrupted is done by the same command: what is priced so already stays."
      })
  int run(
      @Mixin Past past,
      @Option(names = "--why", required = true, paramLabel = "TEXT", description = "The reason.")
          String why,
      @Mixin FormatOption format,
      @Mixin ServerOption where) {
    String run = "rerate-" + session.terminal().clock().instant();
    return each(past, format, where, body -> body.put("why", why).put("run", run), false);
  }

  @Command(description = "What was priced anew, the latest first.")
  int list(@Mixin FormatOption format, @Mixin ServerOption where) {
    return session.on(
        where, api -> session.list(format, api.get(Api.path("reratings")), "reratings", RUNS));
  }

  @FunctionalInterface
  private interface Order {
    ObjectNode of(ObjectNode body);
  }

  private int each(
      Past past, FormatOption format, ServerOption where, Order order, boolean rehearsal) {
    List<LocalDate> days = past.days.days();
    String path = Api.path("reratings") + "?dry_run=" + rehearsal;
    List<JsonNode> answers = new ArrayList<>();
    session.longer(
        where,
        (api, progress) -> {
          for (LocalDate day : days) {
            progress.now(
                "pricing %s, day %d of %d".formatted(day, answers.size() + 1, days.size()));
            ObjectNode body = order.of(past.body(day));
            // One version for all days, whatever is published meanwhile.
            answers.stream()
                .findFirst()
                .ifPresent(first -> body.set("price_book", first.path("price_book")));
            answers.add(api.change("POST", path, body));
          }
        });
    ObjectNode all = summed(answers);
    session.list(format, all, "models", MODELS);
    session.terminal().err().print(said(all, rehearsal));
    session.terminal().err().flush();
    return Exit.OK;
  }

  /// What the days come to together.
  private static ObjectNode summed(List<JsonNode> answers) {
    ObjectNode all = Json.object();
    all.put("changed", Summed.count(answers, "changed")).put("same", Summed.count(answers, "same"));
    answers.stream().findFirst().ifPresent(any -> all.set("price_book", any.path("price_book")));
    for (String amount : List.of("was_usd", "now_usd", "difference_usd")) {
      all.put(amount, Summed.usd(answers, amount));
    }
    all.set("models", Summed.rows(answers, "models", List.of("provider", "model")));
    all.set("kept", Summed.rows(answers, "kept", List.of("reason")));
    return all;
  }

  private static String said(JsonNode all, boolean rehearsal) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s %s of %d by book %s: %s USD become %s, a difference of %s USD%n"
            .formatted(
                rehearsal ? "would price" : "priced",
                all.path("changed").asText(),
                examined(all),
                all.path("price_book").asText(),
                Summed.plain(all, "was_usd"),
                Summed.plain(all, "now_usd"),
                Summed.plain(all, "difference_usd")));
    for (JsonNode kept : all.path("kept")) {
      text.append(
          "%s stand, %s USD: %s%n"
              .formatted(
                  kept.path("attempts").asText(),
                  Summed.plain(kept, "usd"),
                  reason(kept.path("reason"))));
    }
    return text.toString();
  }

  private static long examined(JsonNode all) {
    long kept = 0;
    for (JsonNode each : all.path("kept")) {
      kept += each.path("attempts").asLong();
    }
    return all.path("changed").asLong() + all.path("same").asLong() + kept;
  }

  private static String reason(JsonNode reason) {
    return switch (reason.asText()) {
      case "book_unknown" -> "the version they were priced with is not known any more";
      case "not_by_its_book" -> "they were stated, declared or bound, and not priced by a book";
      case "no_price" -> "that book has no price for them";
      case String other -> other;
    };
  }
}
