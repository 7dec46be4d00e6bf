package dev.weir.view.desk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Answered;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Moment;
import dev.weir.view.shape.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The versions of a thing, for who may read them.
final class History {
  private static final EmptyState NONE =
      EmptyState.of("Never changed", "Each change is here, with who made it, when and why.");

  private History() {}

  static Optional<Table> table(Visit visit, String kind, String id) {
    String question = "/api/v1/history/%s/%s".formatted(kind, Entered.encoded(id));
    return switch (visit.ask().get(question)) {
      case Answered.Refused _ -> Optional.empty();
      case Answered.Told(JsonNode tree) ->
          Optional.of(
              Table.of(
                  "Versions, the latest first",
                  List.of(
                      Column.text("Version"),
                      Column.text("When"),
                      Column.text("Who"),
                      Column.text("Why")),
                  tree.required("versions")
                      .valueStream()
                      .map(version -> line(version, kind, id))
                      .toList(),
                  NONE));
    };
  }

  /// Each version opens what was changed by it.
  private static List<Cell> line(JsonNode version, String kind, String id) {
    String number = version.required("version").asText();
    String changed =
        Entered.NOTHING
            .with("to", number)
            .after("/audit/%s/%s".formatted(kind, Entered.encoded(id)));
    return List.of(
        Cell.of("Version " + number).opening(changed),
        Cell.of(Moment.of(Instant.parse(version.required("at").asText()))),
        Cell.of(version.required("who").asText()),
        Cell.of(version.required("why").asText()));
  }
}
