package dev.weir.view.call;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Answers;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Moment;
import dev.weir.view.shape.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A call's charge, meter by meter, and the prices it was made with.
final class CallCharge {
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("Meter"),
          Column.number("Attempt"),
          Column.number("Quantity"),
          Column.number("Price of one", "USD"),
          Column.number("List price", "USD"),
          Column.number("Amount", "USD"),
          Column.text("Price of"),
          Column.text("Source"));

  private CallCharge() {}

  static Table table(JsonNode prices, Ways ways) {
    List<List<Cell>> rows = new ArrayList<>();
    for (JsonNode attempt : prices.required("attempts")) {
      attempt.required("lines").forEach(line -> rows.add(line(attempt, line, ways)));
    }
    List<Cell> total =
        List.of(
            Cell.of("All"),
            Cell.of(""),
            Cell.of(""),
            Cell.of(""),
            Cell.of(""),
            Cell.of(Amount.usd(Answers.number(prices, "cost_usd"))),
            Cell.of(""),
            Cell.of(""));
    return Table.of(
            "Charge by meter",
            COLUMNS,
            rows,
            EmptyState.of("Nothing was charged", "No attempt used what has a price."))
        .summedUp(total);
  }

  private static List<Cell> line(JsonNode attempt, JsonNode line, Ways ways) {
    JsonNode cell = line.path("cell");
    return List.of(
        Cell.of(line.required("meter").asText().replace('_', ' ')),
        Cell.of(Amount.count(Answers.number(attempt, "attempt"))),
        Cell.of(Amount.count(Answers.number(line, "quantity"))),
        Cell.of(Amount.usd(Answers.number(line, "unit_price_usd"))),
        Cell.of(Amount.usd(Answers.number(line, "list_unit_price_usd"))),
        Cell.of(Amount.usd(Answers.number(line, "amount_usd"))),
        Cell.of(joined(line.path("priced_as").asText().replace('_', ' '), tier(cell)))
            .opening(ways.prices(attempt.path("priced_model").asText())),
        Cell.of(joined(cell.path("source").asText(), cell.path("contract").asText())));
  }

  private static String tier(JsonNode cell) {
    long above = cell.path("above_input_tokens").asLong();
    String tier = joined(cell.path("tier").asText(), cell.path("scope").asText());
    return above == 0
        ? tier
        : joined(tier, "above " + Amount.count(above).text() + " input tokens");
  }

  private static String joined(String one, String other) {
    return one.isEmpty() || other.isEmpty() ? one + other : one + ", " + other;
  }

  /// Which version of the price book each attempt was charged by; opens the prices of its model,
  /// each with the version that had it first.
  static List<Cell> versions(JsonNode prices, Ways ways) {
    List<Cell> said = new ArrayList<>();
    for (JsonNode attempt : prices.required("attempts")) {
      String book = attempt.required("price_book").asText();
      if (book.isEmpty()) {
        continue;
      }
      String since =
          attempt.has("in_force_from")
              ? ", in force since %s, put by %s"
                  .formatted(
                      Moment.of(Instant.parse(attempt.required("in_force_from").asText())).text(),
                      attempt.path("put_by").asText())
              : "";
      String again =
          attempt.required("reproduced").asBoolean()
              ? ". It gives the same charge again."
              : ". " + attempt.path("says").asText();
      said.add(
          Cell.of(
                  "Attempt %s: price book %s%s%s"
                      .formatted(attempt.required("attempt").asText(), book, since, again))
              .opening(ways.prices(attempt.path("priced_model").asText())));
    }
    return said;
  }

  /// What is not in the charge, or may not be all of it.
  static List<String> doubts(JsonNode prices) {
    return prices
        .required("attempts")
        .valueStream()
        .flatMap(attempt -> attempt.required("unpriced").valueStream())
        .map(it -> it.required("name").asText() + ": " + it.required("why").asText())
        .toList();
  }
}
