package dev.weir.view.spend;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.console.Entered;
import dev.weir.view.console.Page;
import dev.weir.view.console.Place;
import dev.weir.view.console.Rows;
import dev.weir.view.console.Shown;
import dev.weir.view.console.Visit;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import dev.weir.view.spend.Sheet.Part;
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
      return Sheet.of("Prices of a model", "Which model? The list of prices leads to each.")
          .leading(new Link("Prices", visit.to("/prices")))
          .shown();
    }
    String question = API + "?model=" + Entered.encoded(model.get());
    JsonNode said = visit.ask().get(question).tree();
    return Sheet.of(
            "Prices of " + model.get(),
            "Every price that a catalogue ever stated for it, and which price book had it first.")
        .leading(Rows.of("As the API says it", question))
        .and(new Part.Listing("Prices", "", prices(said.required("prices"))))
        .and(
            new Part.Listing(
                "Decisions", "Where sources differed.", decisions(said.required("decisions"))))
        .shown();
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
        Told.moment(life, "at"),
        isOver ? Told.moment(life, "until_at") : Cell.of("now", Tone.GOOD),
        Told.word(price, "source"),
        Told.word(life, "who"),
        Told.word(life, "why"),
        Told.word(life, "price_book"));
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
                    Told.word(decision, "meter"),
                    Told.word(decision, "state"),
                    Cell.of(price(decision.required("in_force"))),
                    Told.moment(decision, "at"),
                    Told.word(decision, "who"),
                    Told.word(decision, "why")))
            .toList(),
        EmptyState.of("None", "Sources never differed about it."));
  }

  /// What is billed, and at which tier.
  static String meter(JsonNode price) {
    StringBuilder text = new StringBuilder(price.path("meter").asText());
    Told.text(price, "tier")
        .filter(it -> !it.equals("standard"))
        .ifPresent(it -> text.append('@').append(it));
    long above = price.path("above_input_tokens").asLong();
    if (above > 0) {
      text.append(" above ").append(above).append(" input tokens");
    }
    Told.text(price, "scope").ifPresent(it -> text.append(" in ").append(it));
    return text.toString();
  }

  /// As it was stated: exactly, for so many units.
  static String price(JsonNode price) {
    String per = Amount.count(price.path("per").asLong(1)).text();
    return Told.text(price, "usd")
        .map(usd -> "%s USD per %s".formatted(usd, per))
        .or(() ->
            Told.text(price, "amount")
                .map(amount ->
                    "%s %s per %s".formatted(amount, price.path("currency").asText(), per)))
        .orElse("–");
  }

  /// Both.
  static String priced(JsonNode price) {
    return meter(price) + ": " + price(price);
  }

  private static String holds(JsonNode price) {
    String from = Told.text(price, "from").map(it -> "from " + it).orElse("");
    String to = Told.text(price, "to").map(it -> " to " + it).orElse("");
    String day =
        Told.text(price, "daily_from")
            .map(it -> " %s–%s UTC".formatted(it, price.path("daily_to").asText()))
            .orElse("");
    String all = (from + to + day).strip();
    return all.isEmpty() ? "always" : all;
  }
}
