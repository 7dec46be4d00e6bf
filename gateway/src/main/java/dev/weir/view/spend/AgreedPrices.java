package dev.weir.view.spend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.glance.PricedAnew;
import dev.weir.view.page.Answered;
import dev.weir.view.page.Answered.Refused;
import dev.weir.view.page.Cells;
import dev.weir.view.page.Entered;
import dev.weir.view.page.NotAnswered;
import dev.weir.view.page.Typed;
import dev.weir.view.page.Versions;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Chapter;
import dev.weir.view.shape.Form;
import dev.weir.view.shape.Form.Button;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.FormField.Option;
import dev.weir.view.shape.Moment;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Agreed prices as people read and type them. The API has a list of them, which is replaced as a
/// whole; the forms add one to it, or take one out.
final class AgreedPrices {
  static final String ADD = "agree";
  static final String END = "disagree";
  static final String TRY_ADD = "try-agree";
  static final String TRY_END = "try-disagree";

  private static final int NOT_FOUND = 404;
  private static final String ANY = "*";
  private static final String CATALOGUE = "contracts";
  private static final String OWN = Prices.API + "/" + CATALOGUE;

  private AgreedPrices() {}

  /// @param catalogues of the price book: the list is one of them
  static List<Form> forms(Visit visit, JsonNode catalogues) {
    JsonNode agreed = own(visit);
    FormField versions = Versions.of(catalogues, each -> each.required("name").asText());
    List<Form> forms = new ArrayList<>();
    forms.add(add().and(versions));
    if (!agreed.isEmpty()) {
      forms.add(end(agreed).and(versions));
    }
    return forms;
  }

  private static Form add() {
    return Form.of(
            ADD,
            "Add an agreed price",
            "A discount on list prices, or a price instead of one. Calls are charged by it from its"
                + " first day on.",
            List.of(
                text("provider", "Provider").hinted("By its configured name."),
                text("match", "Models")
                    .hinted("Names with commas; gpt-* is all that begin so. Empty = all."),
                text("discount_percent", "Discount, %").hinted("As 12.5; or a price:"),
                text("usd", "Price, USD").hinted("Of one meter of the models."),
                text("per", "For so many units").hinted("As 1000000."),
                text("meters", "Meters").hinted("As input, output; of a price one. Empty = all."),
                text("effective_from", "From").hinted("As 2026-12-01. Empty = always."),
                text("source", "Source").hinted("Where it is written: the agreement."),
                text("why", "Why").hinted("For the audit trail.")))
        .folding(
            List.of(
                text("tiers", "Service tiers").hinted("As standard, batch; of a price one."),
                text("effective_to", "Until").hinted("As 2027-01-01."),
                text("amount", "Price in another currency").hinted("Instead of USD."),
                text("currency", "Currency").hinted("As EUR.")))
        .previewedBy(new Button(TRY_ADD, "Try it on the month"));
  }

  private static Form end(JsonNode agreed) {
    List<Option> terms =
        IntStream.range(0, agreed.size())
            .mapToObj(at -> new Option(key(agreed.get(at)), name(agreed.get(at))))
            .toList();
    return Form.of(
            END,
            "Take an agreed price back",
            "Calls from then on are charged by the list. One that ends on a day has that day as its"
                + " end instead.",
            List.of(
                FormField.choice("term", "Agreed price", terms),
                text("why", "Why").hinted("For the audit trail.")))
        .previewedBy(new Button(TRY_END, "Try it on the month"))
        .forGood();
  }

  private static FormField text(String name, String label) {
    return FormField.of(name, label, "text");
  }

  /// By its content: the list has no names, and may have changed since the page was read.
  private static String key(JsonNode term) {
    return term.toString();
  }

  private static String name(JsonNode term) {
    return "%s %s: %s, %s"
        .formatted(
            term.required("provider").asText(),
            models(term),
            terms(term),
            term.path("source").asText());
  }

  /// Which models it is of.
  static String models(JsonNode term) {
    return term.path("match").isEmpty()
        ? "all"
        : term.path("match")
            .valueStream()
            .map(AgreedPrices::pattern)
            .collect(Collectors.joining(", "));
  }

  /// A name as people type it; other patterns as the catalogue has them.
  private static String pattern(JsonNode pattern) {
    return Cells.text(pattern, "exact")
        .or(() -> Cells.text(pattern, "starts_with").map(begins -> begins + ANY))
        .orElseGet(pattern::toString);
  }

  static String terms(JsonNode term) {
    return Cells.text(term, "discount_percent")
        .map(percent -> percent + " % less")
        .orElseGet(() -> ModelPrices.price(term));
  }

  /// Those that are set here; none before the first. Catalogues may have others, which stay there.
  private static JsonNode own(Visit visit) {
    return switch (visit.ask().get(OWN)) {
      case Answered.Told(JsonNode catalogue) -> catalogue.path("contracts");
      case Refused why when why.status() == NOT_FOUND -> JsonNodeFactory.instance.arrayNode();
      case Refused why -> throw new NotAnswered(why);
    };
  }

  static Answered send(Visit visit, Entered entered) {
    return changed(visit, entered, entered.text("do").equals(ADD))
        .then(body ->
            visit.ask().send("PUT", Versions.change(Prices.AGREED, CATALOGUE, entered), body));
  }

  /// What the month's calls would have cost.
  static Answered rehearsed(Visit visit, Entered entered) {
    String question = Prices.AGREED + "/rehearsal?month=" + visit.period().month();
    return changed(visit, entered, entered.text("do").equals(TRY_ADD))
        .then(body -> visit.ask().send("POST", question, body));
  }

  /// @param said of [#rehearsed]
  static Chapter seen(JsonNode said) {
    return Chapter.of(
            "agreed",
            "What would have changed",
            ("The calls of %s as they are booked, and by today's list prices with the agreed prices"
                    + " of %s all month. Nothing is changed yet.")
                .formatted(
                    Moment.of(YearMonth.parse(said.required("month").asText())).text(),
                    Moment.of(Instant.parse(said.required("on").asText())).text()))
        .showing(PricedAnew.figures(said))
        .listing(PricedAnew.tables(said));
  }

  /// The list as it is meant to be.
  private static Answered changed(Visit visit, Entered entered, boolean isMore) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode terms = body.putArray("contracts");
    JsonNode inForce = own(visit);
    if (isMore) {
      inForce.forEach(terms::add);
      terms.add(term(entered));
    } else {
      String gone = entered.text("term");
      inForce.valueStream().filter(term -> !key(term).equals(gone)).forEach(terms::add);
      if (terms.size() == inForce.size()) {
        return new Refused(
            409, "conflict", "field 'term' is an agreed price in force, was '%s'".formatted(gone));
      }
    }
    return new Answered.Told(body);
  }

  private static ObjectNode term(Entered entered) {
    ObjectNode term =
        Typed.of(entered)
            .texts(
                "provider",
                "discount_percent",
                "usd",
                "amount",
                "currency",
                "effective_from",
                "effective_to",
                "source")
            .numbers("per")
            .lists("meters", "tiers", "match")
            .body();
    JsonNode names = term.remove("match");
    if (names != null) {
      ArrayNode match = term.putArray("match");
      names.forEach(name -> {
        String text = name.asText();
        ObjectNode pattern = match.addObject();
        if (text.endsWith(ANY)) {
          pattern.put("starts_with", text.substring(0, text.length() - 1));
        } else {
          pattern.put("exact", text);
        }
      });
    }
    return term;
  }
}
