package dev.weir.view.spend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.console.Answered;
import dev.weir.view.console.Answered.Refused;
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
import dev.weir.view.shape.FormField.Option;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Moment;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import dev.weir.view.spend.OneForm.Sent;
import dev.weir.view.spend.Sheet.Button;
import dev.weir.view.spend.Sheet.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The price book: where prices come from, about which its sources differ, what has none.
public final class Prices implements Page {
  private static final String PATH = "/prices";
  private static final String API = "/api/v1/prices";
  private static final String BOOK = "/api/v1/price-book";
  private static final String IMPORT = "import";
  private static final String PREVIEW = "preview";
  private static final String DECIDE = "decide";
  private static final String CONTRACTS = "contracts";

  @Override
  public Place place() {
    return Place.in(Section.SPEND, PATH, "Prices", API);
  }

  @Override
  public Shown open(Visit visit) {
    return forms(visit, sheet(visit), Optional.empty()).shown();
  }

  private static Sheet sheet(Visit visit) {
    JsonNode book = visit.ask().get(API).tree();
    JsonNode disputes = visit.ask().get(BOOK + "/disputes").tree().required("disputes");
    JsonNode stale = visit.ask().get(BOOK + "/stale").tree();
    JsonNode used =
        visit
            .ask()
            .get("/api/v1/report?by=provider,model&" + visit.period().wholeMonth().range())
            .tree();
    return Sheet.of(
            "Prices",
            "What attempts are charged by: dated prices with their sources, one version at a time.")
        .with(figures(book, disputes, stale, used))
        .and(
            new Part.Listing(
                "Used in " + Moment.of(visit.period().month()).text(),
                "A model opens all its prices. Unpriced are attempts of which something has no price:"
                    + " their cost is too low.",
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

  private static JsonNode agreed(Visit visit) {
    return visit.ask().get("/api/v1/contracts").tree().required(CONTRACTS);
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

  private static Sheet forms(Visit visit, Sheet sheet, Optional<Sent> sent) {
    Sheet all = sheet;
    JsonNode disputes = visit.ask().get(BOOK + "/disputes").tree().required("disputes");
    if (!disputes.isEmpty() && visit.ask().may("POST", BOOK + "/disputes/any")) {
      all = all.and(decide(disputes, sent));
    }
    if (visit.ask().may("POST", API + "/import")) {
      all = all.and(bring(sent));
    }
    return visit.ask().may("PUT", "/api/v1/contracts") ? all.and(agree(visit, sent)) : all;
  }

  private static Part.Form decide(JsonNode disputes, Optional<Sent> sent) {
    OneForm form = OneForm.of(DECIDE, sent);
    return form.with(
        "Decide where sources differ",
        "It holds until a source states something else.",
        List.of(
            form.choice(
                "id",
                "Price",
                disputes
                    .valueStream()
                    .map(dispute ->
                        new Option(
                            dispute.required("id").asText(),
                            dispute.required("model").asText() + ", " + ModelPrices.meter(dispute)))
                    .toList()),
            form.choice(
                "decision",
                "Decision",
                List.of(
                    new Option("keep", "the price in force is right"),
                    new Option("accept", "take what the other says"))),
            form.text("from", "Catalogue to take", "where more than one contradicts"),
            form.text("why", "Why", "needed")),
        Button.primary("Decide", DECIDE));
  }

  private static Part.Form bring(Optional<Sent> sent) {
    OneForm form = OneForm.of(IMPORT, sent);
    return form.with(
        "Import a catalogue",
        "It replaces the one of the same name. A preview says what would change, and changes"
            + " nothing.",
        List.of(
            form.choice(
                "format",
                "Format",
                List.of(
                    new Option("weir", "Weir's"),
                    new Option("genai-prices", "genai-prices"),
                    new Option("litellm", "LiteLLM"))),
            form.text(
                "observed_at", "Seen on", "of public catalogues: as 2026-11-01; empty = today"),
            form.text("why", "Why", "for the audit trail"),
            form.area(
                "catalogue",
                "Catalogue",
                "its JSON, at most 1 MiB; longer ones by the command line")),
        Button.primary("Import", IMPORT),
        Button.plain("Preview", PREVIEW));
  }

  private static Part.Form agree(Visit visit, Optional<Sent> sent) {
    OneForm form = OneForm.of(CONTRACTS, sent);
    String inForce = agreed(visit).toPrettyString();
    return form.with(
        "Change the agreed prices",
        "The list replaces the one in force.",
        List.of(
            form.text("why", "Why", "for the audit trail"),
            sent.filter(it -> it.form().equals(CONTRACTS)).isPresent()
                ? form.area(CONTRACTS, "Agreed prices", "a JSON list")
                : form.area(CONTRACTS, "Agreed prices", "a JSON list").holding(inForce)),
        Button.primary("Set agreed prices", CONTRACTS));
  }

  @Override
  public Shown submit(Visit visit, Entered entered) {
    String form = entered.text("do");
    return switch (form) {
      case PREVIEW -> preview(visit, entered);
      case DECIDE -> done(visit, entered, decided(visit, entered));
      case CONTRACTS -> done(visit, entered, agreedTo(visit, entered));
      default ->
          done(
              visit,
              entered,
              visit.ask().hand("POST", API + "/import" + asked(entered, true), text(entered)));
    };
  }

  private static String text(Entered entered) {
    return OneForm.entered(entered, IMPORT, "catalogue");
  }

  private static String asked(Entered entered, boolean changes) {
    Entered query = Entered.NOTHING.with("format", OneForm.entered(entered, IMPORT, "format"));
    String seen = OneForm.entered(entered, IMPORT, "observed_at");
    Entered dated = seen.isEmpty() ? query : query.with("observed_at", seen);
    return (changes ? dated.with("why", OneForm.entered(entered, IMPORT, "why")) : dated).after("");
  }

  private static Answered decided(Visit visit, Entered entered) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("decision", OneForm.entered(entered, DECIDE, "decision"));
    entered.find(DECIDE + "-from").ifPresent(text -> body.put("from", text));
    String path = BOOK + "/disputes/" + Entered.encoded(OneForm.entered(entered, DECIDE, "id"));
    return visit.ask().send("POST", path + why(entered, DECIDE), body);
  }

  private static String why(Entered entered, String form) {
    return "?why=" + Entered.encoded(OneForm.entered(entered, form, "why"));
  }

  private static Answered agreedTo(Visit visit, Entered entered) {
    return visit
        .ask()
        .hand(
            "PUT",
            "/api/v1/contracts" + why(entered, CONTRACTS),
            "{\"contracts\":%s}".formatted(OneForm.entered(entered, CONTRACTS, CONTRACTS)));
  }

  private static Shown done(Visit visit, Entered entered, Answered answered) {
    return switch (answered) {
      case Answered.Told _ -> new Shown.Elsewhere(new Link("Prices", visit.to(PATH)));
      case Refused why -> again(visit, entered, entered.text("do"), why);
    };
  }

  private static Shown again(Visit visit, Entered entered, String form, Refused why) {
    Sent sent = new Sent(form, entered, why);
    return forms(visit, Sheet.of("Prices", "Nothing was changed."), Optional.of(sent)).again(why);
  }

  private static Shown preview(Visit visit, Entered entered) {
    return switch (visit
        .ask()
        .hand("POST", BOOK + "/preview" + asked(entered, false), text(entered))) {
      case Answered.Told(JsonNode said) ->
          Sheet.of("Prices", "Nothing is changed yet.")
              .and(new Part.Listing("What the import would change", "", changes(visit, said)))
              .and(bring(Optional.of(new Sent(IMPORT, entered, new Refused(200, "", "")))))
              .shown();
      case Refused why -> again(visit, entered, IMPORT, why);
    };
  }

  private static Table changes(Visit visit, JsonNode said) {
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
