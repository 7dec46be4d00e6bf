package dev.weir.view.own;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Entered;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Moment;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is claimed of a use case, and how far the experiments are that try it.
final class Claims {
  private Claims() {}

  static Table table(String useCase, Answers answers) {
    Map<String, JsonNode> experiments =
        Answers.by("id", answers.about("Experiments", "/api/v1/experiments").path("experiments"));
    List<List<Cell>> rows =
        answers
            .about("Hypotheses", "/api/v1/hypotheses")
            .path("hypotheses")
            .valueStream()
            .filter(each -> each.required("use_case").asText().equals(useCase))
            .map(each ->
                line(each, Optional.ofNullable(experiments.get(each.required("name").asText()))))
            .toList();
    return Table.of(
        "Hypotheses and their experiments",
        List.of(
            Column.text("Hypothesis"),
            Column.text("About"),
            Column.text("State"),
            Column.text("Until")),
        rows,
        EmptyState.of(
                "No hypothesis yet",
                "What is claimed is registered before it is tried; the readout then says whether it"
                    + " was AI that did it.")
            .typed("weir hypotheses register faster faster.json"));
  }

  private static List<Cell> line(JsonNode claim, Optional<JsonNode> experiment) {
    String name = claim.required("name").asText();
    String state = claim.required("state").asText();
    boolean isRunning = experiment.filter(it -> it.required("running").asBoolean()).isPresent();
    return List.of(
        Cell.of(name).opening("/experiments/" + Entered.encoded(name)),
        Cell.of(Answers.words(claim.required("metric"))),
        Cell.of(isRunning ? state + ", arms in use" : state, isRunning ? Tone.GOOD : Tone.QUIET),
        Cell.of(Moment.of(LocalDate.parse(claim.required("until").asText()))));
  }
}
