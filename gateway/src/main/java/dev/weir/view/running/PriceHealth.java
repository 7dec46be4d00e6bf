package dev.weir.view.running;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Rows;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import java.util.ArrayList;
import java.util.List;

/// What of the price book needs a look: what has no price, what sources differ about, what nobody
/// has looked up for long.
final class PriceHealth {
  static final String STALE = "/api/v1/price-book/stale";
  static final String DISPUTES = "/api/v1/price-book/disputes";

  private static final int EACH_MAX = 20;
  private static final Cell UNPRICED = Cell.of("no price", Tone.BAD);
  private static final Cell DISPUTED = Cell.of("sources differ", Tone.WARN);
  private static final Cell OLD = Cell.of("old", Tone.WARN);

  private PriceHealth() {}

  /// @param gaps of the status: models that something names and that have no price
  static Table table(JsonNode stale, JsonNode disputes, JsonNode gaps) {
    List<List<Cell>> rows = new ArrayList<>();
    gaps.valueStream()
        .limit(EACH_MAX)
        .map(gap ->
            row(
                UNPRICED,
                gap.required("model").asText(),
                "%s: %s".formatted(gap.required("named_by").asText(), gap.path("says").asText()),
                "/api/v1/status"))
        .forEach(rows::add);
    disputes
        .required("disputes")
        .valueStream()
        .limit(EACH_MAX)
        .map(dispute ->
            row(
                DISPUTED,
                dispute.required("provider").asText() + "/" + dispute.required("model").asText(),
                "%s; stated by %s"
                    .formatted(
                        dispute.required("meter").asText().replace('_', ' '),
                        String.join(
                            ", ",
                            dispute
                                .required("stated")
                                .valueStream()
                                .map(each -> each.required("catalogue").asText())
                                .toList())),
                DISPUTES))
        .forEach(rows::add);
    stale
        .required("models")
        .valueStream()
        .limit(EACH_MAX)
        .map(PriceHealth::stale)
        .forEach(rows::add);
    return Table.of(
        "What of the price book needs a look",
        List.of(Column.text("What"), Column.text("Model"), Column.text("Why")),
        rows,
        EmptyState.of(
            "The price book is whole",
            "Every model in use has its prices, sources agree, and all were looked up within %s days."
                .formatted(stale.required("older_than_days").asText())));
  }

  private static List<Cell> stale(JsonNode line) {
    String model = line.required("provider").asText() + "/" + line.required("model").asText();
    List<String> why = new ArrayList<>();
    if (line.required("old").asInt() > 0) {
      why.add(
          "%s prices of '%s', last looked up %s"
              .formatted(
                  line.required("old").asText(),
                  line.required("catalogue").asText(),
                  line.path("observed_at").asText("at a day that nobody said")));
    }
    if (!line.required("ended").isEmpty()) {
      why.add("ended without another: " + Answers.listed(line.required("ended")));
    }
    why.add(Amount.usd(Answers.number(line, "spent_usd")).withUnit() + " spent on it in 30 days");
    return row(OLD, model, String.join("; ", why), STALE);
  }

  private static List<Cell> row(Cell what, String model, String why, String rows) {
    return List.of(what, Cell.of(model).opening(Rows.path(rows)), Cell.of(why));
  }
}
