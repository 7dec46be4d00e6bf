package dev.weir.view.running;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Cells;
import dev.weir.view.page.Rows;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import java.util.List;

/// What went wrong with single attempts without a call failing: each leads to its call.
final class AttemptTroubles {
  private static final int EACH_MAX = 50;

  private AttemptTroubles() {}

  static Table torn(Visit visit) {
    JsonNode torn = visit.ask().get("/api/v1/torn?limit=" + EACH_MAX).tree().required("torn");
    return Table.of(
        torn.size() < EACH_MAX ? "Torn attempts" : "Torn attempts, the first " + EACH_MAX,
        List.of(
            Column.text("Call"),
            Column.number("Attempt"),
            Column.text("Reserved"),
            Column.text("Provider"),
            Column.text("Model"),
            Column.number("Charged", "USD"),
            Column.text("Key")),
        torn.valueStream()
            .map(line ->
                List.of(
                    call(visit, line, "id"),
                    Cells.count(line, "attempt"),
                    Cells.moment(line, "reserved_at"),
                    Cells.word(line, "provider"),
                    Cells.word(line, "model"),
                    Cells.usd(line, "cost_usd").marked(Tone.WARN),
                    Cells.word(line, "key")))
            .toList(),
        EmptyState.of(
            "No torn attempt",
            "An attempt whose end is unknown, as after the power failed, stands here at its bound"
                + " until somebody corrects it."));
  }

  static Table drift(Visit visit) {
    JsonNode drifts = visit.ask().get("/api/v1/drift?limit=" + EACH_MAX).tree().required("drifts");
    return Table.of(
        drifts.size() < EACH_MAX
            ? "Models that changed, the latest first"
            : "Models that changed, the latest " + EACH_MAX,
        List.of(
            Column.text("When"),
            Column.text("Provider"),
            Column.text("Asked for"),
            Column.text("Answered before"),
            Column.text("Answers now"),
            Column.text("First in call")),
        drifts
            .valueStream()
            .map(line ->
                List.of(
                    Cells.moment(line, "at"),
                    Cells.word(line, "provider"),
                    Cells.word(line, "model"),
                    Cells.word(line, "model_before"),
                    Cells.word(line, "model_now"),
                    call(visit, line, "call")))
            .toList(),
        EmptyState.of(
            "No model changed",
            "A provider that answers with another model than so far, under a name that stayed the"
                + " same, stands here: evaluations of the old one are not about it."));
  }

  private static Cell call(Visit visit, JsonNode line, String field) {
    String id = line.required(field).asText();
    return Cell.of(id).opening(visit.to(Rows.call(id)));
  }
}
