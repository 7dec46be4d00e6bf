package dev.weir.view.spend;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Answered;
import dev.weir.view.page.Cells;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Period;
import dev.weir.view.page.Rows;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Chapter;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What has no price: models that were used in a month, why as their newest calls say it, and
/// models that something names.
final class Unpriced {
  static final String ID = "unpriced";

  /// So many models are asked about, and so many calls of each: a page is no report.
  private static final int MODELS_MAX = 20;

  private static final int CALLS_MAX = 3;
  private static final int NOT_FOUND = 404;

  private Unpriced() {}

  /// @param used the month's report by provider and model
  static Chapter chapter(Visit visit, JsonNode used) {
    return Chapter.of(
            ID,
            "Unpriced",
            "What of an attempt has no price is no cost to anybody until a price is imported and"
                + " the month is priced anew.")
        .listing(List.of(used(visit, used), named(visit)));
  }

  static boolean isIn(JsonNode row) {
    return row.required("partly_unpriced").asLong() > 0;
  }

  /// The calls of a model, of which some are not wholly priced.
  static String calls(Visit visit, JsonNode group) {
    return Rows.calls(
        visit.period().wholeMonth(),
        "provider=" + group.required("provider").asText(),
        "model=" + group.required("model").asText());
  }

  private static Table used(Visit visit, JsonNode used) {
    return Table.of(
        "Used without a price",
        List.of(
            Column.text("Model"),
            Column.text("Provider"),
            Column.number("Attempts"),
            Column.number("Unpriced", "attempts"),
            Column.text("Why")),
        used.required("rows")
            .valueStream()
            .filter(Unpriced::isIn)
            .limit(MODELS_MAX)
            .map(row -> {
              JsonNode group = row.required("group");
              String model = group.required("model").asText();
              return List.of(
                  Cell.of(model).opening(visit.to(ModelPrices.path(model))),
                  Cells.word(group, "provider"),
                  Cells.count(row, "attempts"),
                  Cells.count(row, "partly_unpriced").marked(Tone.BAD).opening(calls(visit, group)),
                  Cell.of(why(visit, group)));
            })
            .toList(),
        EmptyState.of(
            "Every attempt of the month is priced",
            "A model that no catalogue names, or a meter of it without a price, stands here."));
  }

  private static String why(Visit visit, JsonNode group) {
    String model = group.required("model").asText();
    String stated = "/api/v1/price-book/history?model=" + Entered.encoded(model);
    if (visit.ask().get(stated) instanceof Answered.Refused none && none.status() == NOT_FOUND) {
      return "no catalogue names it";
    }
    Period month = visit.period().wholeMonth();
    String asked =
        "/api/v1/calls?%s&limit=%d&filter=%s&filter=%s"
            .formatted(
                month.range(),
                CALLS_MAX,
                Entered.encoded("provider=" + group.required("provider").asText()),
                Entered.encoded("model=" + model));
    return switch (visit.ask().get(asked)) {
      case Answered.Refused refused -> refused.message();
      case Answered.Told(JsonNode told) -> {
        Set<String> said = new LinkedHashSet<>();
        told.required("calls").forEach(call -> said.addAll(reasons(visit, call)));
        yield said.isEmpty() ? "its older calls say" : String.join("; ", said);
      }
    };
  }

  private static List<String> reasons(Visit visit, JsonNode call) {
    String asked = "/api/v1/calls/%s/prices".formatted(call.required("id").asText());
    return visit
        .ask()
        .get(asked)
        .tree()
        .required("attempts")
        .valueStream()
        .flatMap(attempt -> attempt.required("unpriced").valueStream())
        .map(it -> it.required("name").asText() + ": " + it.required("why").asText())
        .toList();
  }

  private static Table named(Visit visit) {
    return Table.of(
        "Named without a price",
        List.of(Column.text("Model"), Column.text("Named by"), Column.text("Says")),
        visit
            .ask()
            .get("/api/v1/status")
            .tree()
            .required("price_gaps")
            .valueStream()
            .map(gap ->
                List.of(
                    Cells.word(gap, "model"), Cells.word(gap, "named_by"), Cells.word(gap, "says")))
            .toList(),
        EmptyState.of(
            "Every named model has a price",
            "A model that a provider's configuration, a budget's ladder or a key names and that no"
                + " catalogue prices stands here."));
  }
}
