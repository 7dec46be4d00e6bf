package dev.weir.view.spend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.console.Answered;
import dev.weir.view.console.Answered.Refused;
import dev.weir.view.console.Entered;
import dev.weir.view.console.Shown;
import dev.weir.view.console.Visit;
import dev.weir.view.shape.FormField.Option;
import dev.weir.view.shape.Link;
import dev.weir.view.spend.OneForm.Sent;
import dev.weir.view.spend.Sheet.Button;
import dev.weir.view.spend.Sheet.Part;
import java.util.List;
import java.util.Optional;

/// Of the page of prices: the forms that import a catalogue, decide where sources differ, and set
/// agreed prices.
final class PriceForms {
  private static final String IMPORT = "import";
  private static final String PREVIEW = "preview";
  private static final String DECIDE = "decide";
  private static final String CONTRACTS = "contracts";

  private PriceForms() {}

  /// Those that somebody may send.
  ///
  /// @param sent and refused; empty = nothing was
  static Sheet forms(Visit visit, Sheet sheet, Optional<Sent> sent) {
    Sheet all = sheet;
    JsonNode disputes = visit.ask().get(Prices.BOOK + "/disputes").tree().required("disputes");
    if (!disputes.isEmpty() && visit.ask().may("POST", Prices.BOOK + "/disputes/any")) {
      all = all.and(decide(disputes, sent));
    }
    if (visit.ask().may("POST", Prices.API + "/import")) {
      all = all.and(bring(sent));
    }
    return visit.ask().may("PUT", Prices.AGREED) ? all.and(agree(visit, sent)) : all;
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
    String inForce = Prices.agreed(visit).toPrettyString();
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

  static Shown submit(Visit visit, Entered entered) {
    String form = entered.text("do");
    return switch (form) {
      case PREVIEW -> preview(visit, entered);
      case DECIDE -> done(visit, entered, decided(visit, entered));
      case CONTRACTS -> done(visit, entered, agreedTo(visit, entered));
      default ->
          done(
              visit,
              entered,
              visit
                  .ask()
                  .hand("POST", Prices.API + "/import" + asked(entered, true), text(entered)));
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
    String path =
        Prices.BOOK + "/disputes/" + Entered.encoded(OneForm.entered(entered, DECIDE, "id"));
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
            Prices.AGREED + why(entered, CONTRACTS),
            "{\"contracts\":%s}".formatted(OneForm.entered(entered, CONTRACTS, CONTRACTS)));
  }

  private static Shown done(Visit visit, Entered entered, Answered answered) {
    return switch (answered) {
      case Answered.Told _ -> new Shown.Elsewhere(new Link("Prices", visit.to(Prices.PATH)));
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
        .hand("POST", Prices.BOOK + "/preview" + asked(entered, false), text(entered))) {
      case Answered.Told(JsonNode said) ->
          Sheet.of("Prices", "Nothing is changed yet.")
              .and(
                  new Part.Listing("What the import would change", "", Prices.changes(visit, said)))
              .and(bring(Optional.of(new Sent(IMPORT, entered, new Refused(200, "", "")))))
              .shown();
      case Refused why -> again(visit, entered, IMPORT, why);
    };
  }
}
