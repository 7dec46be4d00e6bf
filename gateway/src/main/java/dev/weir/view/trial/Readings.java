package dev.weir.view.trial;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.glance.Ended;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Entered;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What came of a hypothesis so far: a comparison for each arm, what the groups had, in words what
/// must be known to read it.
///
/// @param summary grade, rule of looking, split, in one sentence
public record Readings(
    String summary, Table groups, List<Comparison> comparisons, List<String> notes) {
  private static final Cell UNKNOWN = Cell.of("–");

  public Readings {
    comparisons = List.copyOf(comparisons);
    notes = List.copyOf(notes);
  }

  /// An arm beside the control.
  ///
  /// @param why the verdict, in words
  /// @param decision what was registered to be done
  public record Comparison(
      String arm,
      Cell verdict,
      String why,
      Optional<String> decision,
      Table figures,
      Table guards,
      Table beside) {}

  static String question(String name) {
    return "%s/%s/readout".formatted(Trials.HYPOTHESES, Entered.encoded(name));
  }

  static Readings of(JsonNode readout) {
    return new Readings(
        summary(readout),
        groups(readout),
        readout
            .required("comparisons")
            .valueStream()
            .map(line -> comparison(metric(readout), line))
            .toList(),
        readout.path("notes").valueStream().map(JsonNode::asText).toList());
  }

  private static String summary(JsonNode readout) {
    JsonNode split = readout.path("split");
    String checked =
        split.isMissingNode() || split.isNull()
            ? "the split is not checked"
            : "so uneven a split comes by chance with p = "
                + Numeral.text(Answers.number(split, "p").orElseThrow());
    String rule =
        readout.required("stop").asText().equals("sequential")
            ? "read at any time, by a confidence sequence that looking early does not bend"
            : "read once, at the planned units";
    return "Evidence %s, of which %s %% may be claimed; %s; %s; %s units were in more than one arm."
        .formatted(
            readout.required("evidence").asText(),
            Numeral.text(Answers.number(readout, "evidence_share").orElseThrow().movePointRight(2)),
            rule,
            checked,
            readout.required("contaminated").asText());
  }

  private static Table groups(JsonNode readout) {
    return Table.of(
        "Units and the metric",
        List.of(
            Column.text("Group"),
            Column.number("Exposed"),
            Column.number("Counted"),
            Column.number(readout.required("metric").asText().replace('_', ' '))),
        readout
            .required("groups")
            .valueStream()
            .map(group ->
                List.of(
                    Cell.of(group.required("name").asText()),
                    Numeral.count(group, "exposed"),
                    Numeral.count(group, "counted"),
                    Numeral.interval(metric(readout), group.path("metric"))))
            .toList(),
        EmptyState.of("No group", "Nobody was exposed yet."));
  }

  private static Comparison comparison(String metric, JsonNode line) {
    return new Comparison(
        line.required("arm").asText(),
        Ended.verdict(line.required("verdict").asText()),
        line.required("why").asText(),
        Optional.ofNullable(line.get("decision")).map(it -> it.asText().replace('_', ' ')),
        figures(metric, line),
        guards(line.path("guards")),
        beside(line.path("also")));
  }

  private static Table figures(String metric, JsonNode line) {
    JsonNode difference = line.path("difference");
    return Table.of(
        "The effect of " + line.required("arm").asText(),
        List.of(Column.text("What"), Column.number("Figure")),
        Stream.of(
                row("Difference to the control", Numeral.interval(metric, difference)),
                row("Confidence", Numeral.cell(difference, "confidence")),
                row("Found by", Numeral.words(difference, "method")),
                row("p", Numeral.cell(line, "p_value")),
                row("Variance taken away by the covariate", share(line, "variance_reduction")),
                row(
                    "Gain per success of the control, USD",
                    Numeral.usdInterval(line.path("per_outcome"))),
                row("Gain per month, USD", Numeral.usdInterval(line.path("per_month"))),
                row("Of it may be claimed, USD", Numeral.usd(line, "claimable_usd_per_month")),
                row("Units needed of each arm, still", Numeral.count(line, "units_needed")),
                row("Weeks for these", Numeral.cell(line, "weeks_needed")),
                row("E-value", Numeral.cell(line, "e_value")))
            .filter(row -> !row.getLast().equals(UNKNOWN))
            .toList(),
        EmptyState.of("No figure", "There is none before the registered time."));
  }

  private static Cell share(JsonNode line, String field) {
    return Answers.number(line, field)
        .map(it -> {
          Amount amount = Amount.share(it);
          return Cell.of(new Amount(amount.withUnit(), amount.exact(), ""));
        })
        .orElse(UNKNOWN);
  }

  private static List<Cell> row(String what, Cell figure) {
    return List.of(Cell.of(what), figure);
  }

  private static String metric(JsonNode line) {
    return line.required("metric").asText();
  }

  private static Table guards(JsonNode guards) {
    return Table.of(
        "Guards",
        List.of(
            Column.text("Metric"),
            Column.number("Margin"),
            Column.number("Gain"),
            Column.number("At least"),
            Column.text("Kept")),
        guards
            .valueStream()
            .map(guard ->
                List.of(
                    Numeral.words(guard, "metric"),
                    Numeral.cell(metric(guard), guard, "margin"),
                    Numeral.interval(metric(guard), guard.path("gain")),
                    Numeral.cell(metric(guard), guard, "at_least"),
                    guard.hasNonNull("unanswered")
                        ? Numeral.words(guard, "unanswered")
                        : guard.required("shown").asBoolean()
                            ? Cell.of("shown", Tone.GOOD)
                            : Cell.of("not shown", Tone.WARN)))
            .toList(),
        EmptyState.of("No guard", "Nothing was registered that must not get worse."));
  }

  private static Table beside(JsonNode also) {
    return Table.of(
        "Looked at beside, deciding nothing",
        List.of(
            Column.text("Metric"),
            Column.number("Difference"),
            Column.number("p"),
            Column.text("Found")),
        also.valueStream()
            .map(metric ->
                List.of(
                    Numeral.words(metric, "metric"),
                    Numeral.interval(metric(metric), metric.path("difference")),
                    Numeral.cell(metric, "p_value"),
                    metric.hasNonNull("unanswered")
                        ? Numeral.words(metric, "unanswered")
                        : Cell.of(metric.required("found").asBoolean() ? "yes" : "no")))
            .toList(),
        EmptyState.of("Nothing beside", "No other metric was registered."));
  }
}
