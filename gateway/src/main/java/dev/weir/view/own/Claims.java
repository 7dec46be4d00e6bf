package dev.weir.view.own;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.glance.HowFar;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Moment;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is claimed of a use case, and how far the experiments are that try it.
///
/// @param lines one for each hypothesis
record Claims(List<List<Cell>> lines) {

  static Claims of(String useCase, Visit visit, Answers answers) {
    Map<String, JsonNode> experiments =
        Answers.by("id", answers.about("Experiments", "/api/v1/experiments").path("experiments"));
    List<JsonNode> claimed =
        answers
            .about("Hypotheses", "/api/v1/hypotheses")
            .path("hypotheses")
            .valueStream()
            .filter(each -> each.required("use_case").asText().equals(useCase))
            .sorted(Comparator.comparing((JsonNode each) -> !isStarted(each)))
            .toList();
    List<List<Cell>> lines = new ArrayList<>();
    for (JsonNode each : claimed) {
      String name = each.required("name").asText();
      HowFar far =
          isStarted(each) && lines.size() < HowFar.READOUTS
              ? HowFar.of(visit.ask(), name)
              : HowFar.NOT_READ;
      lines.add(line(each, Optional.ofNullable(experiments.get(name)), far, visit));
    }
    return new Claims(lines);
  }

  private static boolean isStarted(JsonNode claim) {
    return claim.required("state").asText().equals("started");
  }

  Table table() {
    return Table.of(
        "Hypotheses and their experiments",
        List.of(
            Column.text("Hypothesis"),
            Column.text("About"),
            Column.text("State"),
            Column.number("Smallest arm", "units"),
            Column.number("Still", "weeks"),
            Column.text("May end"),
            Column.text("Split"),
            Column.text("Says"),
            Column.text("Until")),
        lines,
        EmptyState.of(
                "No hypothesis yet",
                "What is claimed is registered before it is tried; the readout then says whether it"
                    + " was AI that did it.")
            .typed("weir hypotheses register faster faster.json"));
  }

  private static List<Cell> line(
      JsonNode claim, Optional<JsonNode> experiment, HowFar far, Visit visit) {
    String name = claim.required("name").asText();
    String state = claim.required("state").asText();
    boolean isRunning = experiment.filter(it -> it.required("running").asBoolean()).isPresent();
    return List.of(
        Cell.of(name).opening(visit.to("/experiments/" + Entered.encoded(name))),
        Cell.of(Answers.words(claim.required("metric"))),
        Cell.of(isRunning ? state + ", arms in use" : state, isRunning ? Tone.GOOD : Tone.QUIET),
        far.smallest(),
        far.weeks(),
        far.mayEnd(),
        far.split(),
        far.says(),
        Cell.of(Moment.of(LocalDate.parse(claim.required("until").asText()))));
  }
}
