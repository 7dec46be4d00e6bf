package dev.weir.view.spend;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Cells;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Page;
import dev.weir.view.page.Place;
import dev.weir.view.page.Rows;
import dev.weir.view.page.Section;
import dev.weir.view.page.Shown;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Chapter;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Figure;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Moment;
import dev.weir.view.shape.Story;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import java.util.ArrayList;
import java.util.List;

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
    return Shown.page(story(visit));
  }

  static Story story(Visit visit) {
    JsonNode book = visit.ask().get(API).tree();
    JsonNode disputes = visit.ask().get(BOOK + "/disputes").tree().required("disputes");
    JsonNode stale = visit.ask().get(BOOK + "/stale").tree();
    JsonNode used = visit.ask().get(visit.period().wholeMonth().report("provider,model")).tree();
    JsonNode agreed = visit.ask().get(AGREED).tree().required("contracts");
    List<Chapter> chapters =
        List.of(
            Chapter.of(
                    "used",
                    "Used in " + Moment.of(visit.period().month()).text(),
                    "A model opens all its prices. Unpriced are attempts of which something has no"
                        + " price: their cost is too low.")
                .listing(models(visit, used.required("rows"))),
            Unpriced.chapter(visit, used),
            Chapter.of(
                    "disputes",
                    "Sources that differ",
                    "By more than 1 %. Until somebody decides, the price in force stays.")
                .listing(disputes(visit, disputes)),
            Chapter.of(
                    "stale",
                    "Old prices",
                    "Last seen at their source more than %s days ago, or ended without another."
                        .formatted(stale.required("older_than_days").asText()))
                .listing(stale(visit, stale.required("models"))),
            Chapter.of("catalogues", "Catalogues", "").listing(catalogues(book)),
            Chapter.of("agreed", "Agreed prices", "").listing(contracts(agreed)));
    return Story.of(
            "Prices",
            "What attempts are charged by: dated prices with their sources, one version at a time.")
        .leadingTo(List.of(new Link("Price the past anew", visit.to("/re-rating"))))
        .showing(figures(book, disputes, stale, used))
        .telling(chapters)
        .taking(PriceForms.of(visit, new PriceForms.Known(book, disputes)));
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
            .from(new Link("Which, and why", "#" + Unpriced.ID))
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
              Cell unpriced = Cells.count(row, "partly_unpriced");
              return List.of(
                  model(visit, group),
                  Cells.word(group, "provider"),
                  Cells.count(row, "attempts"),
                  Cells.usd(row, "cost_usd"),
                  Unpriced.isIn(row)
                      ? unpriced.marked(Tone.BAD).opening(Unpriced.calls(visit, group))
                      : unpriced);
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
                    Cells.word(dispute, "why")))
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
                    Cells.word(line, "catalogue"),
                    Cells.usd(line, "spent_usd"),
                    Cells.count(line, "old"),
                    Cells.count(line, "days"),
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
                    Cells.word(line, "name")
                        .opening(
                            Rows.path(API + "/" + Entered.encoded(line.required("name").asText()))),
                    Cell.of(line.required("imported").asBoolean() ? "imported" : "own"),
                    Cells.count(line, "models"),
                    Cells.count(line, "contracts"),
                    Cells.count(line, "version"),
                    Cells.moment(line, "at")))
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
                    Cells.word(term, "provider"),
                    Cell.of(AgreedPrices.models(term)),
                    Cell.of(AgreedPrices.terms(term)),
                    Cells.word(term, "effective_from"),
                    Cells.word(term, "source")))
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
                    Cells.word(change, "change"),
                    Cells.word(change, "catalogue"),
                    Cell.of(change.has("before") ? ModelPrices.priced(change.path("before")) : "–"),
                    Cell.of(change.has("after") ? ModelPrices.priced(change.path("after")) : "–"),
                    Cell.of(Amount.share(Answers.number(change, "share")))))
            .toList(),
        EmptyState.of("It would change no price", "The catalogue says what is in force."));
  }
}
