package dev.weir.view.spend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.weir.view.page.Answered;
import dev.weir.view.page.Cells;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Page;
import dev.weir.view.page.Place;
import dev.weir.view.page.Rows;
import dev.weir.view.page.Shown;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Chapter;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Story;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import java.util.List;
import java.util.Optional;

/// Every price that sources ever stated for a model.
public final class ModelPrices implements Page {
  private static final String PATH = "/prices/model";
  private static final String API = "/api/v1/price-book/history";
  private static final String MODEL = "model";

  static String path(String model) {
    return Entered.NOTHING.with(MODEL, model).after(PATH);
  }

  @Override
  public Place place() {
    return Place.behind(PATH, "Prices of a model", API);
  }

  @Override
  public Shown open(Visit visit) {
    Optional<String> model = visit.query().find(MODEL);
    if (model.isEmpty()) {
      return Shown.page(
          Story.of("Prices of a model", "Which model? The list of prices leads to each.")
              .leadingTo(List.of(new Link("Prices", visit.to("/prices")))));
    }
    String question = API + "?model=" + Entered.encoded(model.get());
    String title = "Prices of " + model.get();
    String lead =
        "Every price that a catalogue ever stated for it, and which price book had it first.";
    Answered answered = visit.ask().get(question);
    // What a provider bills as a whole may have been used without any catalogue knowing it.
    if (answered instanceof Answered.Refused why && why.status() == 404) {
      return Shown.page(
          Story.of(title, lead)
              .leadingTo(List.of(new Link("Prices", visit.to("/prices"))))
              .telling(List.of(listed(JsonNodeFactory.instance.arrayNode()))));
    }
    JsonNode said = answered.tree();
    return Shown.page(
        Story.of(title, lead)
            .leadingTo(List.of(Rows.of("As the API says it", question)))
            .telling(
                List.of(
                    listed(said.required("prices")),
                    Chapter.of("decisions", "Decisions", "Where sources differed.")
                        .listing(decisions(said.required("decisions"))))));
  }

  private static Chapter listed(JsonNode prices) {
    return Chapter.of("prices", "Prices", "").listing(prices(prices));
  }

  private static Table prices(JsonNode prices) {
    return Table.of(
        "Prices by catalogue",
        List.of(
            Column.text("Meter"),
            Column.text("Price"),
            Column.text("Holds"),
            Column.text("Catalogue"),
            Column.text("Stated since"),
            Column.text("Until"),
            Column.text("Source"),
            Column.text("By"),
            Column.text("Why"),
            Column.text("Price book")),
        prices.valueStream().map(ModelPrices::line).toList(),
        EmptyState.of("No price", "No catalogue has stated one."));
  }

  private static List<Cell> line(JsonNode life) {
    JsonNode price = life.required("price");
    boolean isOver = life.has("until_at");
    return List.of(
        Cell.of(meter(price)),
        Cell.of(price(price)),
        Cell.of(holds(price)),
        Cell.of(
            "%s %s"
                .formatted(life.required("catalogue").asText(), life.required("since").asText())),
        Cells.moment(life, "at"),
        isOver ? Cells.moment(life, "until_at") : Cell.of("now", Tone.GOOD),
        Cells.word(price, "source"),
        Cells.word(life, "who"),
        Cells.word(life, "why"),
        Cells.word(life, "price_book"));
  }

  private static Table decisions(JsonNode decisions) {
    return Table.of(
        "Decisions",
        List.of(
            Column.text("Meter"),
            Column.text("State"),
            Column.text("In force"),
            Column.text("When"),
            Column.text("By"),
            Column.text("Why")),
        decisions
            .valueStream()
            .map(decision ->
                List.of(
                    Cells.word(decision, "meter"),
                    Cells.word(decision, "state"),
                    Cell.of(price(decision.required("in_force"))),
                    Cells.moment(decision, "at"),
                    Cells.word(decision, "who"),
                    Cells.word(decision, "why")))
            .toList(),
        EmptyState.of("None", "Sources never differed about it."));
  }

  /// What is billed, and at which tier.
  static String meter(JsonNode price) {
    StringBuilder text = new StringBuilder(price.path("meter").asText());
    Cells.text(price, "tier")
        .filter(it -> !it.equals("standard"))
        .ifPresent(it -> text.append('@').append(it));
    long above = price.path("above_input_tokens").asLong();
    if (above > 0) {
      text.append(" above ").append(above).append(" input tokens");
    }
    Cells.text(price, "scope").ifPresent(it -> text.append(" in ").append(it));
    return text.toString();
  }

  /// As it was stated: exactly, for so many units.
  static String price(JsonNode price) {
    String per = Amount.count(price.path("per").asLong(1)).text();
    return Cells.text(price, "usd")
        .map(usd -> "%s USD per %s".formatted(usd, per))
        .or(() ->
            Cells.text(price, "amount")
                .map(amount ->
                    "%s %s per %s".formatted(amount, price.path("currency").asText(), per)))
        .orElse("–");
  }

  /// Both.
  static String priced(JsonNode price) {
    return meter(price) + ": " + price(price);
  }

  private static String holds(JsonNode price) {
    String from = Cells.text(price, "from").map(it -> "from " + it).orElse("");
    String to = Cells.text(price, "to").map(it -> " to " + it).orElse("");
    String day =
        Cells.text(price, "daily_from")
            .map(it -> " %s–%s UTC".formatted(it, price.path("daily_to").asText()))
            .orElse("");
    String all = (from + to + day).strip();
    return all.isEmpty() ? "always" : all;
  }
}
