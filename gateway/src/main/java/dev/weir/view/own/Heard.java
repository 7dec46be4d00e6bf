package dev.weir.view.own;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Rows;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Figure;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Moment;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import java.time.Instant;
import java.util.List;

/// What users were not content with and nobody has looked into, the longest waiting first.
record Heard(JsonNode page, Link rows) {
  private static final int SHOWN = 5;
  private static final int COUNTED = 100;

  static Heard of(String useCase, Answers answers) {
    String question =
        "/api/v1/feedback?low=true&open=true&limit=%d&use_case=%s"
            .formatted(COUNTED, Entered.encoded(useCase));
    return new Heard(answers.about("Feedback", question), Rows.of("What users said", question));
  }

  Figure figure() {
    int waiting = page.path("feedback").size();
    return Figure.of("Complaints waiting", Amount.count(waiting))
        .noted(
            waiting == COUNTED
                ? "and more: the first %d are counted".formatted(COUNTED)
                : "low ratings that nobody has handled",
            waiting == 0 ? Tone.PLAIN : Tone.WARN)
        .from(rows);
  }

  Table table() {
    return Table.of(
        "Low ratings that nobody has handled, the longest waiting first",
        List.of(
            Column.text("When"),
            Column.text("Rating"),
            Column.text("Comment"),
            Column.text("Call")),
        page.path("feedback").valueStream().limit(SHOWN).map(Heard::line).toList(),
        EmptyState.of(
            "Nobody complains",
            "Applications send what users think of single calls; low ratings wait here until"
                + " somebody has looked into them."));
  }

  private static List<Cell> line(JsonNode said) {
    return List.of(
        Cell.of(Moment.of(Instant.parse(said.required("at").asText()))),
        Cell.of(said.required("rating").asText(), Tone.WARN),
        Cell.of(said.required("comment").asText()),
        said.has("outcome_id")
            ? Cell.of("the outcome").opening(Rows.path(said.required("rows").asText()))
            : Cell.of("the call").opening("/calls/" + said.required("call_id").asText()));
  }
}
