package dev.weir.view.home;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Entered;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Moment;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What waits for somebody: decisions of reviews, signatures, review dates; the earliest first.
record DecisionsDue(List<Line> lines) {

  /// @param who is asked
  /// @param path of the page where it is done
  record Line(String what, String useCase, String who, LocalDate due, boolean late, String path) {}

  /// @param useCases of the portfolio
  static DecisionsDue of(Answers told, JsonNode useCases, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    List<Line> lines = new ArrayList<>();
    for (JsonNode each : told.about("Decisions", "/api/v1/reviews/decisions").path("decisions")) {
      if (!each.required("standing").asText().equals("done")) {
        lines.add(decision(each, today));
      }
    }
    for (JsonNode each : told.about("Promotions", "/api/v1/promotions").path("promotions")) {
      if (each.required("state").asText().equals("open")) {
        lines.add(promotion(each));
      }
    }
    for (JsonNode each : useCases) {
      if (each.required("overdue").asBoolean()) {
        lines.add(review(each));
      }
    }
    lines.sort(Comparator.comparing(Line::due).thenComparing(Line::useCase));
    return new DecisionsDue(List.copyOf(lines));
  }

  Table table() {
    return Table.of(
        "What is to be decided, the earliest first",
        List.of(
            Column.text("What"), Column.text("Use case"), Column.text("Who"), Column.text("Due")),
        lines.stream().map(DecisionsDue::cells).toList(),
        EmptyState.of(
            "Nothing waits",
            "Decisions of reviews, promotions that want a signature and review dates that have"
                + " passed are here until somebody acts."));
  }

  private static Line decision(JsonNode line, LocalDate today) {
    LocalDate due = LocalDate.parse(line.required("due").asText());
    return new Line(
        "carry out: " + Answers.words(line.required("decision")),
        line.required("use_case").asText(),
        line.required("owner").asText(),
        due,
        due.isBefore(today),
        "/reviews/" + line.required("month").asText());
  }

  private static Line promotion(JsonNode line) {
    return new Line(
        "sign: to " + Answers.words(line.required("to")),
        line.required("use_case").asText(),
        "its owners",
        LocalDate.ofInstant(Instant.parse(line.required("expires").asText()), ZoneOffset.UTC),
        false,
        "/promotions/" + Entered.encoded(line.required("id").asText()));
  }

  private static Line review(JsonNode line) {
    String id = line.required("id").asText();
    return new Line(
        "hold its review",
        id,
        line.path("business_owner").asText("nobody"),
        LocalDate.parse(line.required("review_on").asText()),
        true,
        "/use-cases/" + Entered.encoded(id));
  }

  private static List<Cell> cells(Line line) {
    return List.of(
        Cell.of(line.what).opening(line.path),
        Cell.of(line.useCase),
        Cell.of(line.who),
        line.late ? Cell.of(Moment.of(line.due).text(), Tone.BAD) : Cell.of(Moment.of(line.due)));
  }
}
