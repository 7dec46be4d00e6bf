package dev.weir.view.spend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.page.Answered;
import dev.weir.view.page.Answered.Refused;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Shown;
import dev.weir.view.page.Versions;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Chapter;
import dev.weir.view.shape.Form;
import dev.weir.view.shape.Form.Button;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.FormField.Option;
import dev.weir.view.shape.Link;
import java.util.ArrayList;
import java.util.List;

/// Of the page of prices: the forms that import and remove catalogues, decide where sources differ,
/// and set agreed prices.
final class PriceForms {
  private static final String IMPORT = "import";
  private static final String PREVIEW = "preview";
  private static final String DECIDE = "decide";
  private static final String REMOVE = "remove";

  private PriceForms() {}

  /// What the page has asked for already.
  record Known(JsonNode book, JsonNode disputes) {}

  /// Those that somebody may send.
  static List<Form> of(Visit visit, Known known) {
    List<Form> forms = new ArrayList<>();
    if (!known.disputes.isEmpty() && visit.ask().may("POST", Prices.BOOK + "/disputes/any")) {
      forms.add(decide(known.disputes));
    }
    if (visit.ask().may("POST", Prices.API + "/import")) {
      forms.add(bring());
    }
    JsonNode catalogues = known.book.required("catalogues");
    if (!catalogues.isEmpty() && visit.ask().may("DELETE", Prices.API + "/any")) {
      forms.add(remove(catalogues));
    }
    if (visit.ask().may("PUT", Prices.AGREED)) {
      forms.addAll(AgreedPrices.forms(visit, catalogues));
    }
    return forms;
  }

  private static Form decide(JsonNode disputes) {
    return Form.of(
        DECIDE,
        "Decide where sources differ",
        "It holds until a source states something else.",
        List.of(
            FormField.choice("id", "Price", disputes.valueStream().map(PriceForms::one).toList()),
            FormField.choice(
                "decision",
                "Decision",
                List.of(
                    new Option("keep", "the price in force is right"),
                    new Option("accept", "take what the other says"))),
            text("from", "Catalogue to take").hinted("Where more than one contradicts."),
            text("why", "Why").hinted("Needed.")));
  }

  private static Option one(JsonNode dispute) {
    return new Option(
        dispute.required("id").asText(),
        dispute.required("model").asText() + ", " + ModelPrices.meter(dispute));
  }

  private static Form bring() {
    return Form.of(
            IMPORT,
            "Import a catalogue",
            "It replaces the one of the same name. A preview says what would change, and changes"
                + " nothing.",
            List.of(
                FormField.choice(
                    "format",
                    "Format",
                    List.of(
                        new Option("weir", "Weir's"),
                        new Option("genai-prices", "genai-prices"),
                        new Option("litellm", "LiteLLM"))),
                text("observed_at", "Seen on")
                    .hinted("Of public catalogues, as 2026-11-01. Empty = today."),
                FormField.of("catalogue", "Catalogue", "area")
                    .hinted("Its JSON, at most 1 MiB; longer ones by the command line."),
                text("why", "Why").hinted("For the audit trail.")))
        .previewedBy(new Button(PREVIEW, "Preview"));
  }

  private static Form remove(JsonNode catalogues) {
    List<Option> names =
        catalogues
            .valueStream()
            .map(each -> each.required("name").asText())
            .map(name -> new Option(name, name))
            .toList();
    return Form.of(
            REMOVE,
            "Remove a catalogue",
            "Calls from then on are charged without it; what was charged stays. Models that no"
                + " other catalogue has are unpriced.",
            List.of(
                FormField.choice("name", "Catalogue", names),
                text("why", "Why").hinted("For the audit trail.")))
        .and(Versions.of(catalogues, each -> each.required("name").asText()))
        .forGood();
  }

  private static FormField text(String name, String label) {
    return FormField.of(name, label, "text");
  }

  static Shown submit(Visit visit, Entered entered) {
    return switch (entered.text("do")) {
      case PREVIEW -> preview(visit, entered);
      case AgreedPrices.TRY_ADD, AgreedPrices.TRY_END -> tried(visit, entered);
      case DECIDE -> done(visit, entered, decided(visit, entered));
      case REMOVE -> done(visit, entered, removed(visit, entered));
      case AgreedPrices.ADD, AgreedPrices.END ->
          done(visit, entered, AgreedPrices.send(visit, entered));
      default ->
          done(
              visit,
              entered,
              visit
                  .ask()
                  .hand(
                      "POST",
                      format(entered)
                          .with("why", entered.text("why"))
                          .after(Prices.API + "/import"),
                      entered.text("catalogue")));
    };
  }

  private static Entered format(Entered entered) {
    Entered query = Entered.NOTHING.with("format", entered.text("format"));
    String seen = entered.text("observed_at");
    return seen.isEmpty() ? query : query.with("observed_at", seen);
  }

  private static Answered decided(Visit visit, Entered entered) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("decision", entered.text("decision"));
    entered.find("from").ifPresent(text -> body.put("from", text));
    String path = Prices.BOOK + "/disputes/" + Entered.encoded(entered.text("id"));
    return visit.ask().send("POST", path + why(entered), body);
  }

  private static Answered removed(Visit visit, Entered entered) {
    String name = entered.text("name");
    String path = Versions.change(Prices.API + "/" + Entered.encoded(name), name, entered);
    return visit.ask().send("DELETE", path, JsonNodeFactory.instance.objectNode());
  }

  private static String why(Entered entered) {
    return "?why=" + Entered.encoded(entered.text("why"));
  }

  private static Shown done(Visit visit, Entered entered, Answered answered) {
    return switch (answered) {
      case Answered.Told _ -> new Shown.Elsewhere(new Link("Prices", visit.to(Prices.PATH)));
      case Refused why -> Shown.again(why, Prices.story(visit), entered);
    };
  }

  private static Shown tried(Visit visit, Entered entered) {
    return switch (AgreedPrices.rehearsed(visit, entered)) {
      case Answered.Told(JsonNode said) ->
          Shown.page(Prices.story(visit).beginning(List.of(AgreedPrices.seen(said))), entered);
      case Refused why -> Shown.again(why, Prices.story(visit), entered);
    };
  }

  private static Shown preview(Visit visit, Entered entered) {
    return switch (visit
        .ask()
        .hand("POST", format(entered).after(Prices.BOOK + "/preview"), entered.text("catalogue"))) {
      case Answered.Told(JsonNode said) -> {
        Chapter changes =
            Chapter.of("preview", "What the import would change", "Nothing is changed yet.")
                .listing(Prices.changes(visit, said))
                .leadingTo(List.of(new Link("To the catalogue", "#form-" + IMPORT)));
        yield Shown.page(Prices.story(visit).beginning(List.of(changes)), entered);
      }
      case Refused why -> Shown.again(why, Prices.story(visit), entered);
    };
  }
}
