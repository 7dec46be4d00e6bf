package dev.weir.view.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `weir baselines`: what work took before AI, and how that is measured.
@Command(
    name = "baselines",
    description = "Say, or measure, what a use case's work took before AI.")
public final class BaselinesVerb {
  private static final String USE_CASE = "USE_CASE";
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("use case", "use_case"),
          Column.text("form", "form"),
          Column.text("unit", "unit"),
          Column.text("source", "source"),
          Column.number("n", "n"),
          Column.number("units a month", "volume_per_month.value"),
          Column.number("minutes", "minutes_per_unit.value"),
          Column.usd("USD", "cost_per_unit_usd.value"),
          Column.percent("errors", "error_rate.value"),
          Column.usd("loss USD a month", "expected_loss_usd_per_month"),
          Column.text("expires", "expires"),
          Column.text("stale", "stale"),
          Column.text("by", "who"));

  private static final List<Column> FIGURES =
      List.of(
          Column.text("figure", "figure"),
          Column.number("value", "value"),
          Column.number("low", "low"),
          Column.number("high", "high"),
          Column.number("n", "n"));

  private static final List<String> NAMES =
      List.of("volume_per_month", "minutes_per_unit", "cost_per_unit_usd", "error_rate");

  private static final String TEMPLATE =
      """
      {
        "unit": "ticket",
        "volume_per_month": {"value": 10000, "low": 9000, "high": 11000},
        "pilot": {
          "collect": [
            {"figure": "minutes", "deviation": 6, "precision": 1},
            {"figure": "cost_usd", "deviation": 4, "effect": 1},
            {"figure": "error", "expected": 0.05, "precision": 0.02}
          ],
          "from_whom": "five agents of the service desk, every ticket they close",
          "collector": "head of the service desk",
          "from": "2026-11-01",
          "until": "2026-12-01",
          "valid_months": 12
        },
        "consequences": [
          {"name": "wrong refund", "probability": 0.01, "severity_usd": 120, "detectability": 0.5}
        ]
      }
      """;

  private final Session session;

  public BaselinesVerb(Session session) {
    this.session = session;
  }

  @Command(description = "Baselines and pilots, by use case.")
  int list(@Mixin FormatOption format, @Mixin ServerOption where) {
    return session.on(
        where, api -> session.list(format, api.get(Api.path("baselines")), "baselines", COLUMNS));
  }

  @Command(description = "One with its intervals, and whether value may be claimed against it.")
  int show(
      @Parameters(paramLabel = USE_CASE) String useCase,
      @Mixin FormatOption format,
      @Mixin ServerOption where) {
    return session.on(where, api -> show(format, api.get(Api.path("baselines", useCase))));
  }

  private int show(FormatOption format, JsonNode baseline) {
    if (format.format() == FormatOption.Format.JSON) {
      return session.show(baseline);
    }
    ObjectNode lines = Json.object();
    lines.putArray("figures");
    for (String name : NAMES) {
      if (baseline.path(name) instanceof ObjectNode figure) {
        ObjectNode line = figure.deepCopy();
        lines.withArray("figures").add(line.put("figure", name));
      }
    }
    if (baseline.hasNonNull("claims_blocked")) {
      session.terminal().err().println("weir: " + baseline.path("claims_blocked").asText());
    }
    if (baseline.hasNonNull("units_planned")) {
      session
          .terminal()
          .err()
          .println(
              "weir: %s observations of %s planned"
                  .formatted(
                      baseline.path("n").asText("0"), baseline.path("units_planned").asText()));
    }
    return session.list(format, lines, "figures", FIGURES);
  }

  @Command(description = "Print a measurement pilot to fill in, as JSON.")
  int template() {
    session.print(TEMPLATE);
    return Exit.OK;
  }

  @Command(description = "State a baseline, or plan a pilot: a JSON file.")
  int put(
      @Parameters(paramLabel = USE_CASE) String useCase,
      @Parameters(paramLabel = "FILE") Path file,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    return session.putFile(Api.path("baselines", useCase), file, why, where);
  }

  @Command(
      description = {
        "Take all that a pilot observed and make the baseline of it: CSV with minutes, cost_usd,",
        "error (yes or no), where wanted id and day; or JSON."
      })
  int measure(
      @Parameters(paramLabel = USE_CASE) String useCase,
      @Parameters(paramLabel = "FILE") Path file,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    String content = session.content(file);
    String path = Api.path("baselines", useCase, "observations") + why.query();
    return session.on(
        where, api -> session.changed(Json.read(api.text("POST", path, content, "text/csv"))));
  }

  @Command(description = "Take a baseline back.")
  int remove(
      @Parameters(paramLabel = USE_CASE) String useCase,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    return session.remove(Api.path("baselines", useCase), why, where);
  }
}
