package dev.weir.view.spend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Typed;
import dev.weir.view.page.Versions;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Form;
import dev.weir.view.shape.Form.Button;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.FormField.Option;
import java.util.List;
import java.util.Optional;

/// The terms of an agreement as fields: those of all kinds first, those of one folded away.
final class AgreementForm {
  private static final String PUT = "put";
  static final String TRY = "try-put";
  private static final String NAME = "name";
  private static final String TERMS = "terms";

  private AgreementForm() {}

  /// Where the form has the terms of an agreement that is there, for who may change it.
  static Optional<String> path(Visit visit, JsonNode agreement) {
    String named = agreement.required(NAME).asText();
    return Agreements.isChangedBy(visit)
        ? Optional.of(visit.query().with(NAME, named).after(Agreements.PATH) + "#form-" + PUT)
        : Optional.empty();
  }

  /// Empty, or with the agreement that the link names.
  static Form of(Visit visit, JsonNode agreements) {
    Optional<JsonNode> there =
        visit
            .query()
            .find(NAME)
            .flatMap(name ->
                agreements
                    .valueStream()
                    .filter(each -> each.required(NAME).asText().equals(name))
                    .findFirst());
    return there
        .map(agreement ->
            form()
                .holding(field ->
                    field.equals(NAME)
                        ? agreement.required(NAME).asText()
                        : Typed.shown(agreement.required(TERMS).path(field)))
                .opened())
        .orElseGet(AgreementForm::form)
        .and(Versions.of(visit.query().text(NAME), there));
  }

  private static Form form() {
    return Form.of(
            PUT,
            "Set an agreement",
            "One that is there is opened by its name above: the terms replace those in force.",
            List.of(
                text(NAME, "Name").hinted("As azure-ptu."),
                FormField.choice("kind", "Kind", KINDS),
                text("provider", "Provider").hinted("By its configured name."),
                text("models", "Models")
                    .hinted("Names with commas; gpt-* is all that begin so. Empty = all."),
                text("from", "From").hinted("The first day, as 2026-12-01."),
                text("until", "Until")
                    .hinted("The first day on which it is over. Empty = until further notice."),
                text("price", "Price")
                    .hinted(
                        "Of a unit; of a commitment what is spent at least; of credits what"
                            + " they cost."),
                area("units", "Units")
                    .hinted("A number, or lines as: 2026-12-01 120. Of a quota what is free."),
                FormField.choice("per", "In each", PERIODS),
                text("source", "Source").hinted("Where it is written: an order, a contract."),
                text("why", "Why").hinted("For the audit trail.")))
        .folding(rare())
        .previewedBy(new Button(TRY, Agreements.SEE));
  }

  private static final List<Option> KINDS =
      List.of(
          new Option("capacity", "capacity by the hour"),
          new Option("fee", "fee: seats, support"),
          new Option("quota", "free quota"),
          new Option("volume", "volume discount"),
          new Option("commitment", "commitment, minimum charge"),
          new Option("credits", "prepaid credits"));

  private static final List<Option> PERIODS =
      List.of(
          new Option("", "as usual: hour of capacity, else month"),
          new Option("day", "day"),
          new Option("month", "month"),
          new Option("quarter", "quarter"),
          new Option("year", "year"),
          new Option("term", "term: once"));

  private static List<FormField> rare() {
    return List.of(
        text("currency", "Currency").hinted("Empty = USD."),
        text("unit", "Name of a unit").hinted("As PTU, seat."),
        area("tags", "Who bears what is nobody's call")
            .hinted("A line each, as cost_centre=platform."),
        text("tokens_per_minute", "Tokens a minute that a unit serves").hinted("Of capacity."),
        area("weights", "What tokens count").hinted("Of capacity; a line each, as output=4."),
        area("monthly", "Costs beside it each month")
            .hinted("Of capacity, USD; a line each, as staff=9000."),
        text("meters", "Meters").hinted("Of a quota, as web_search."),
        area("tiers", "Tiers")
            .hinted("Of a volume discount, lines of what is spent and the discount in %: 10000 5."),
        FormField.choice(
            "by",
            "Tiers count",
            List.of(new Option("", "dollars"), new Option("tokens", "tokens"))),
        FormField.of("cliff", "The tier that is reached holds for all of the period", "check"),
        text("overage_percent", "More above the commitment, %"),
        text("credit", "Credits").hinted("What is paid by them."));
  }

  private static FormField text(String name, String label) {
    return FormField.of(name, label, "text");
  }

  private static FormField area(String name, String label) {
    return FormField.of(name, label, "area");
  }

  static ObjectNode terms(Entered entered) {
    Typed typed =
        Typed.of(entered)
            .texts(
                "kind", "provider", "from", "until", "source", "price", "per", "currency", "unit")
            .texts("by", "overage_percent", "credit")
            .lists("models", "meters")
            .members("tags", "weights", "monthly")
            .pairs("tiers", "over", "discount_percent")
            .numbers("tokens_per_minute")
            .flags("cliff");
    String units = entered.text("units");
    return units.contains(" ")
        ? steps(typed.pairs("units", "from", "count").body())
        : typed.numbers("units").body();
  }

  /// Counts are numbers.
  private static ObjectNode steps(ObjectNode body) {
    body.required("units")
        .forEach(step ->
            ((ObjectNode) step).replace("count", Typed.number(step.required("count").asText())));
    return body;
  }
}
