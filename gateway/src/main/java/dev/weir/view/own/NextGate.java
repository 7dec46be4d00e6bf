package dev.weir.view.own;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.weir.view.glance.GateAhead;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Line;
import dev.weir.view.page.Rows;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Card;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Moment;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The gate a use case stands before: what holds, what does not, and whether to stop iterating.
///
/// @param standing on live figures; missing where no gate is ahead
record NextGate(JsonNode standing) {
  /// @param stage the use case has: a gate to it is behind it
  static NextGate of(String useCase, String stage, Answers answers) {
    JsonNode gates = answers.about("Gates", "/api/v1/gates?use_case=" + Entered.encoded(useCase));
    return GateAhead.of(new Line(gates, "").lines("gates"), stage)
        .map(gate -> answers.about("Gate", path(useCase, gate.text("to"))))
        .map(NextGate::new)
        .orElseGet(() -> new NextGate(MissingNode.getInstance()));
  }

  private static String path(String useCase, String to) {
    return "/api/v1/gates/%s/%s".formatted(Entered.encoded(useCase), Entered.encoded(to));
  }

  /// Kill criteria that are lit, in words.
  List<String> killed() {
    return standing
        .path("kill")
        .valueStream()
        .filter(each -> each.required("lit").asBoolean())
        .map(each -> "Kill criterion: " + each.required("when").required("why").asText())
        .toList();
  }

  Card card() {
    Card card =
        Card.of(
            standing.isMissingNode() ? "Next gate" : "Gate to " + standing.required("to").asText(),
            table());
    return standing.isMissingNode() ? card : card.led(light().opening(page()));
  }

  private String page() {
    return "/gates/%s/%s"
        .formatted(
            Entered.encoded(standing.required("use_case").asText()),
            Entered.encoded(standing.required("to").asText()));
  }

  private Cell light() {
    if (!standing.required("stop_iterating").asBoolean()) {
      return Cell.of(
          standing.required("holds").asBoolean()
              ? "Every criterion holds, not yet as surely as it could: go on."
              : "Some criteria do not hold yet: go on.");
    }
    String since =
        Optional.ofNullable(standing.get("lit_since"))
            .map(it -> ", since " + Moment.of(Instant.parse(it.asText())).text())
            .orElse("");
    return Cell.of("Stop iterating: every criterion holds for sure" + since, Tone.GOOD);
  }

  private Table table() {
    return Table.of(
        "Criteria of the gate",
        List.of(
            Column.text("Criterion"),
            Column.text("Wanted"),
            Column.number("Figure"),
            Column.text("Standing"),
            Column.text("Why")),
        Stream.of("criteria", "workload", "guards")
            .flatMap(kind -> standing.path(kind).valueStream())
            .map(NextGate::line)
            .toList(),
        EmptyState.of(
                "No gate ahead",
                "A gate says what has to hold before a use case goes on; two owners sign, and the"
                    + " next call is judged by it.")
            .typed("weir gates put triage beta gate.json"));
  }

  private static List<Cell> line(JsonNode criterion) {
    String metric = criterion.required("metric").asText();
    String said = Answers.words(criterion.required("standing"));
    return List.of(
        Cell.of(metric.replaceFirst("_usd$", ", USD").replace('_', ' '))
            .opening(Rows.path(criterion.required("rows").asText())),
        Cell.of(
            "%s %s"
                .formatted(
                    Answers.words(criterion.required("comparison")),
                    written(metric, Answers.number(criterion, "threshold")).withUnit())),
        Cell.of(written(metric, Answers.number(criterion, "figure"))),
        Cell.of(
            said,
            switch (said) {
              case "holds" -> Tone.GOOD;
              case "fails" -> Tone.BAD;
              default -> Tone.WARN;
            }),
        Cell.of(criterion.required("why").asText()));
  }

  private static Amount written(String metric, Optional<BigDecimal> number) {
    if (metric.endsWith("_share")) {
      return Amount.share(number);
    }
    return metric.endsWith("_usd") ? Amount.usd(number) : Amount.count(number);
  }
}
