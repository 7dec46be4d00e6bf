package dev.weir.view.spend;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.console.Entered;
import dev.weir.view.console.Page;
import dev.weir.view.console.Place;
import dev.weir.view.console.Rows;
import dev.weir.view.console.Section;
import dev.weir.view.console.Shown;
import dev.weir.view.console.Visit;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Figure;
import dev.weir.view.shape.Moment;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import dev.weir.view.spend.Sheet.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The price book: where prices come from, about which its sources differ, what has none.
public final class Prices implements Page {
  static final String PATH = "/prices";
  static final String API = "/api/v1/prices";
  static final String BOOK = "/api/v1/price-book";
  static final String AGREED = "/api/v1/contracts";

  @Override
  public Place place() {
    return Place.in(Section.SPEND, PATH, "Prices", API);
  }

  @Override
  public Shown open(Visit visit) {
    return PriceForms.forms(visit, sheet(visit), Optional.empty()).shown();
  }

  private static Sheet sheet(Visit visit) {
    JsonNode book = visit.ask().get(API).tree();
    JsonNode disputes = visit.ask().get(BOOK + "/disputes").tree().required("disputes");
    JsonNode stale = visit.ask().get(BOOK + "/stale").tree();
    JsonNode used = visit.ask().get(visit.period().wholeMonth().report("provider,model")).tree();
    return Sheet.of(
            "Prices",
            "What attempts are charged by: dated prices with their sources, one version at a time.")
        .with(figures(book, disputes, stale, used))
        .and(
            new Part.Listing(
                "Used in " + Moment.of(visit.period().month()).text(),
                "A model opens all its prices. Unpriced are attempts of which something has no"
                    + " price: their cost is too low.",
                models(visit, used.required("rows"))))
        .and(
            new Part.Listing(
                "Sources that differ",
                "By more than 1 %. Until somebody decides, the price in force stays.",
                disputes(visit, disputes)))
        .and(
            new Part.Listing(
                "Old prices",
                "Last seen at their source more than %s days ago, or ended without another."
                    .formatted(stale.required("older_than_days").asText()),
                stale(visit, stale.required("models"))))
        .and(new Part.Listing("Catalogues", "", catalogues(book)))
        .and(new Part.Listing("Agreed prices", "", contracts(agreed(visit))));
  }

  /// The agreed prices in force.
  static JsonNode agreed(Visit visit) {
    return visit.ask().get(AGREED).tree().required("contracts");
  }

  private static List<Figure> figures(
      JsonNode book, JsonNode disputes, JsonNode stale, JsonNode used) {
    JsonNode total = used.required("total");
    long unpriced = total.required("partly_unpriced").asLong();
    return List.of(
        Figure.of("Catalogues", Amount.count(book.required("catalogues").size()))
            .from(Rows.of("The catalogues", API))
            .noted("version " + book.required("version").asText(), Tone.PLAIN),
        Figure.of("Attempts not wholly priced", Amount.count(unpriced))
            .noted(
                unpriced == 0 ? "in this month" : "their cost is too low",
                unpriced == 0 ? Tone.GOOD : Tone.BAD),
        Figure.of("Sources that differ", Amount.count(disputes.size()))
            .from(Rows.of("The disputes", BOOK + "/disputes"))
            .noted(
                disputes.isEmpty() ? "all agree" : "somebody has to decide",
                disputes.isEmpty() ? Tone.GOOD : Tone.WARN),
        Figure.of(
                "Models with old prices",
                Amount.count(
                    stale.required("models").size() + stale.required("more_models").asLong()))
            .from(Rows.of("Old prices", BOOK + "/stale")));
  }

  private static Cell model(Visit visit, JsonNode line) {
    String model = line.required("model").asText();
    return Cell.of(model).opening(visit.to(ModelPrices.path(model)));
  }

  private static Table models(Visit visit, JsonNode rows) {
    return Table.of(
        "Models used in the month",
        List.of(
            Column.text("Model"),
            Column.text("Provider"),
            Column.number("Attempts"),
            Column.number("Cost", "USD"),
            Column.number("Unpriced", "attempts")),
        rows.valueStream()
            .filter(row -> row.required("attempts").asLong() > 0)
            .map(row -> {
              JsonNode group = row.required("group");
              Cell unpriced = Told.count(row, "partly_unpriced");
              return List.of(
                  model(visit, group),
                  Told.word(group, "provider"),
                  Told.count(row, "attempts"),
                  Told.usd(row, "cost_usd"),
                  row.required("partly_unpriced").asLong() == 0
                      ? unpriced
                      : unpriced.marked(Tone.BAD));
            })
            .toList(),
        EmptyState.of("No call in this month", "Models stand here once calls have used them."));
  }

  private static Table disputes(Visit visit, JsonNode disputes) {
    return Table.of(
        "Sources that differ",
        List.of(
            Column.text("Model"),
            Column.text("Meter"),
            Column.text("In force"),
            Column.text("Others say"),
            Column.text("Why not changed")),
        disputes
            .valueStream()
            .map(dispute ->
                List.of(
                    model(visit, dispute),
                    Cell.of(ModelPrices.meter(dispute)),
                    Cell.of(
                        dispute.has("in_force")
                            ? ModelPrices.price(dispute.required("in_force"))
                            : "–"),
                    Cell.of(stated(dispute), Tone.WARN),
                    Told.word(dispute, "why")))
            .toList(),
        EmptyState.of("All agree", "Sources that state another price for the same stand here."));
  }

  private static String stated(JsonNode dispute) {
    List<String> all = new ArrayList<>();
    for (JsonNode source : dispute.required("stated")) {
      if (source.required("contradicts").asBoolean()) {
        String prices =
            String.join(
                ", ", source.required("prices").valueStream().map(ModelPrices::price).toList());
        all.add(source.required("catalogue").asText() + ": " + prices);
      }
    }
    return String.join("; ", all);
  }

  private static Table stale(Visit visit, JsonNode models) {
    return Table.of(
        "Old prices",
        List.of(
            Column.text("Model"),
            Column.text("Catalogue"),
            Column.number("Spent in 30 days", "USD"),
            Column.number("Old prices"),
            Column.number("Last seen", "days ago"),
            Column.text("Ended")),
        models
            .valueStream()
            .map(line ->
                List.of(
                    model(visit, line),
                    Told.word(line, "catalogue"),
                    Told.usd(line, "spent_usd"),
                    Told.count(line, "old"),
                    Told.count(line, "days"),
                    Cell.of(
                        String.join(
                            ", ",
                            line.required("ended").valueStream().map(JsonNode::asText).toList()))))
            .toList(),
        EmptyState.of("No price is old", "A catalogue that is imported again is as young."));
  }

  private static Table catalogues(JsonNode book) {
    return Table.of(
        "Catalogues",
        List.of(
            Column.text("Catalogue"),
            Column.text("Kind"),
            Column.number("Models"),
            Column.number("Agreed prices"),
            Column.number("Version"),
            Column.text("Since")),
        book.required("catalogues")
            .valueStream()
            .map(line ->
                List.of(
                    Told.word(line, "name")
                        .opening(
                            Rows.path(API + "/" + Entered.encoded(line.required("name").asText()))),
                    Cell.of(line.required("imported").asBoolean() ? "imported" : "own"),
                    Told.count(line, "models"),
                    Told.count(line, "contracts"),
                    Told.count(line, "version"),
                    Told.moment(line, "at")))
            .toList(),
        EmptyState.of(
                "No price yet", "Without a price a call is refused, or is no cost to anybody.")
            .typed("weir prices import catalogue.json --why \"first prices\""));
  }

  private static Table contracts(JsonNode contracts) {
    return Table.of(
        "Agreed prices",
        List.of(
            Column.text("Provider"),
            Column.text("Models"),
            Column.text("Terms"),
            Column.text("From"),
            Column.text("Source")),
        contracts
            .valueStream()
            .map(term ->
                List.of(
                    Told.word(term, "provider"),
                    Cell.of(term.has("match") ? term.path("match").toString() : "all"),
                    Cell.of(
                        Told.text(term, "discount_percent")
                            .map(percent -> percent + " % less")
                            .orElseGet(() -> ModelPrices.price(term))),
                    Told.word(term, "effective_from"),
                    Told.word(term, "source")))
            .toList(),
        EmptyState.of(
            "No agreed price",
            "What a provider agreed to charge other than by its list goes here."));
  }

  @Override
  public Shown submit(Visit visit, Entered entered) {
    return PriceForms.submit(visit, entered);
  }

  /// What an import would change.
  static Table changes(Visit visit, JsonNode said) {
    return Table.of(
        "What the import would change",
        List.of(
            Column.text("Model"),
            Column.text("Change"),
            Column.text("Catalogue"),
            Column.text("Before"),
            Column.text("After"),
            Column.number("By", "%")),
        said.required("changes")
            .valueStream()
            .map(change ->
                List.of(
                    model(visit, change),
                    Told.word(change, "change"),
                    Told.word(change, "catalogue"),
                    Cell.of(change.has("before") ? ModelPrices.priced(change.path("before")) : "–"),
                    Cell.of(change.has("after") ? ModelPrices.priced(change.path("after")) : "–"),
                    Cell.of(Amount.share(Told.number(change, "share")))))
            .toList(),
        EmptyState.of("It would change no price", "The catalogue says what is in force."));
  }
}
