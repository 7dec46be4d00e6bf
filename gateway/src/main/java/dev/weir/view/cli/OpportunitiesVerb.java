package dev.weir.view.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `weir opportunities`: what use cases could be worth, and what to measure next.
@Command(
    name = "opportunities",
    description = "See what use cases could be worth, how sure that is, what to measure next.")
public final class OpportunitiesVerb {
  private static final String USE_CASE = "USE_CASE";
  private static final String PATH = "opportunities";
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("use case", "use_case"),
          Column.text("stage", "stage"),
          Column.text("evidence", "evidence"),
          Column.usd("simple USD a month", "simple_usd_per_month"),
          Column.usd("full USD a month", "full_usd_per_month"),
          Column.usd("P10", "p10_usd_per_month"),
          Column.usd("P90", "p90_usd_per_month"),
          Column.percent("above 0", "above_zero"),
          Column.usd("value today USD", "value_usd"),
          Column.text("measure next", "measure_next"),
          Column.usd("knowing it USD", "knowing_usd"),
          Column.number("effort days", "stated.effort_days"),
          Column.text("risk", "stated.risk.level"),
          Column.text("assumed", "assumed"),
          Column.text("no figure", "unanswered"));

  private static final List<Column> BRIDGE =
      List.of(Column.text("step", "step"), Column.usd("USD a month", "usd_per_month"));

  private static final List<Column> INPUTS =
      List.of(
          Column.text("input", "term"),
          Column.number("low", "low"),
          Column.number("base", "base"),
          Column.number("high", "high"),
          Column.text("from", "origin"),
          Column.text("source", "source"));

  private static final List<Column> NEXT =
      List.of(Column.text("measure next", "term"), Column.usd("knowing it USD", "usd"));

  private static final List<Column> MISSED =
      List.of(
          Column.text("use case", "use_case"),
          Column.text("verdict", "verdict"),
          Column.number("served", "served"),
          Column.number("refused", "refused"),
          Column.number("value per USD", "value_per_usd"),
          Column.usd("missed USD", "missed_usd"),
          Column.usd("at least", "missed_usd_low"),
          Column.usd("at most", "missed_usd_high"));

  private final Session session;

  public OpportunitiesVerb(Session session) {
    this.session = session;
  }

  /// How the order is asked for.
  enum By {
    VALUE,
    INFORMATION
  }

  /// Which month is asked of.
  static final class WholeMonthOption {
    @Option(
        names = "--month",
        paramLabel = "MONTH",
        description = "As 2026-10; else the last whole one.")
    private Optional<String> month = Optional.empty();

    Query query() {
      Query query = new Query();
      query.addMonth(month);
      return query;
    }
  }

  @Command(
      description = "What use cases could be worth by a month's cost and adoption, the most first.")
  int list(
      @Option(
              names = "--by",
              paramLabel = "ORDER",
              description = "value, if not said, or information: what is worth most to measure.")
          Optional<By> by,
      @Mixin WholeMonthOption month,
      @Mixin FormatOption format,
      @Mixin ServerOption where) {
    Query query = month.query();
    by.ifPresent(order -> query.add("by", order == By.VALUE ? "value" : "information"));
    return session.on(
        where, api -> session.list(format, api.get(Api.path(PATH) + query.text()), PATH, COLUMNS));
  }

  @Command(description = "One by a month's figures: the bridge, its inputs, what to measure next.")
  int show(
      @Parameters(paramLabel = USE_CASE) String useCase,
      @Mixin WholeMonthOption month,
      @Mixin FormatOption format,
      @Mixin ServerOption where) {
    String path = Api.path(PATH, useCase) + month.query().text();
    return session.on(where, api -> show(format, api.get(path)));
  }

  private int show(FormatOption format, JsonNode of) {
    if (format.format() != FormatOption.Format.TABLE) {
      return session.list(format, of, "bridge", BRIDGE);
    }
    session.list(format, of, "bridge", BRIDGE);
    session.list(format, of, "inputs", INPUTS);
    session.list(format, of, "measure_next", NEXT);
    JsonNode monthly = of.path("monthly");
    PrintWriter beside = session.terminal().err();
    beside.printf(
        "over the draws, USD a month: P10 %s, P50 %s, P90 %s; above 0 in %s of them%n",
        monthly.path("p10_usd").asText(),
        monthly.path("p50_usd").asText(),
        monthly.path("p90_usd").asText(),
        monthly.path("above_zero").asText());
    beside.printf(
        "value today %s USD, by risk and evidence (%s); %s USD before what evidence takes off%n",
        of.path("summary").path("value_usd").asText(),
        of.path("plan").path("evidence").asText(),
        of.path("summary").path("value_uncut_usd").asText());
    said(of.path("summary").path("stated")).ifPresent(beside::println);
    if (of.path("summary").hasNonNull("claims_blocked")) {
      beside.println("weir: " + of.path("summary").path("claims_blocked").asText());
    }
    beside.flush();
    return Exit.OK;
  }

  /// Effort and risk, with who stated them when.
  private static Optional<String> said(JsonNode stated) {
    List<String> parts = new ArrayList<>();
    if (stated.has("effort_days")) {
      parts.add(stated.get("effort_days").asText() + " person-days");
    }
    if (stated.has("risk")) {
      parts.add(
          "risk %s: %s"
              .formatted(stated.at("/risk/level").asText(), stated.at("/risk/why").asText()));
    }
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s (stated by %s, %s)"
                .formatted(
                    String.join("; ", parts),
                    stated.path("by").asText(),
                    stated.path("at").asText()));
  }

  @Command(description = "State what is assumed of a use case: a JSON file.")
  int put(
      @Parameters(paramLabel = USE_CASE) String useCase,
      @Parameters(paramLabel = "FILE") Path file,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    return session.putFile(Api.path(PATH, useCase), file, why, where);
  }

  @Command(description = "Take what is assumed of a use case back.")
  int remove(
      @Parameters(paramLabel = USE_CASE) String useCase,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    return session.remove(Api.path(PATH, useCase), why, where);
  }

  @Command(description = "What limits kept use cases from being worth in a month.")
  int missed(
      @Mixin WholeMonthOption month,
      @Option(
              names = "--hurdle",
              paramLabel = "NUMBER",
              description = "Dollars that one more dollar has to bring; 1, if not said.")
          Optional<String> hurdle,
      @Mixin FormatOption format,
      @Mixin ServerOption where) {
    Query query = month.query();
    hurdle.ifPresent(text -> query.add("hurdle", text));
    String path = Api.path("missed-upside") + query.text();
    return session.on(where, api -> session.list(format, api.get(path), "throttled", MISSED));
  }
}
