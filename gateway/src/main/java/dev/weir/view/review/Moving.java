package dev.weir.view.review;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.page.Answered;
import dev.weir.view.page.Answered.Refused;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.FormField.Option;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The form that moves money from one budget to another.
///
/// @param preview what a move would do; empty until it is asked for
/// @param error why it was refused, where that is about no field
public record Moving(List<FormField> fields, Optional<String> preview, Optional<String> error) {
  static final String MOVE = "move";
  static final String PREVIEW = "preview";
  private static final String PATH = "/api/v1/budget-moves";
  private static final String WHY = "why";
  private static final Set<String> FIELDS = Set.of("from", "to", "usd", WHY);

  public Moving {
    fields = List.copyOf(fields);
  }

  /// Empty for whoever may move nothing.
  static Optional<Moving> of(Visit visit, Optional<Sent> sent) {
    if (!visit.ask().may("POST", PATH)) {
      return Optional.empty();
    }
    List<Option> budgets = new ArrayList<>();
    for (JsonNode budget : visit.ask().get("/api/v1/budgets").tree().required("rules")) {
      String id = budget.required("id").asText();
      JsonNode definition = budget.required("definition");
      if (definition.has("limit_usd")) {
        budgets.add(
            new Option(
                id,
                "%s, %s USD each %s"
                    .formatted(
                        id,
                        Amount.usd(new BigDecimal(definition.get("limit_usd").asText())).text(),
                        definition.path("window").asText())));
      }
    }
    if (budgets.size() < 2) {
      return Optional.empty();
    }
    Optional<Refused> why = sent.flatMap(Sent::why);
    Entered form = sent.map(Sent::form).orElse(Entered.NOTHING);
    return Optional.of(
        new Moving(
            List.of(
                filled(FormField.choice("from", "From", budgets), form, why),
                filled(FormField.choice("to", "To", budgets), form, why),
                filled(FormField.of("usd", "USD of each window", "text"), form, why),
                filled(FormField.of(WHY, "Why, for the audit trail", "text"), form, why)),
            sent.filter(it -> it.why().isEmpty()).map(it -> preview(it.answer().tree())),
            why.filter(it -> it.field().filter(FIELDS::contains).isEmpty()).map(Refused::message)));
  }

  private static FormField filled(FormField field, Entered form, Optional<Refused> why) {
    return field.holding(form.text(field.name())).wrong(why.flatMap(it -> it.of(field.name())));
  }

  private static String preview(JsonNode move) {
    return "%s; %s. Nothing is moved yet."
        .formatted(limit(move.required("from")), limit(move.required("to")));
  }

  private static String limit(JsonNode moved) {
    return "budget %s: %s to %s USD"
        .formatted(
            moved.required("budget").asText(),
            Amount.usd(new BigDecimal(moved.required("before_usd").asText())).text(),
            Amount.usd(new BigDecimal(moved.required("after_usd").asText())).text());
  }

  static Answered send(Visit visit, Entered form) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    for (String name : List.of("from", "to", "usd")) {
      form.find(name).ifPresent(text -> body.put(name, text));
    }
    String dry = form.text("do").equals(PREVIEW) ? "dry_run=true&" : "";
    return visit
        .ask()
        .send("POST", "%s?%swhy=%s".formatted(PATH, dry, Entered.encoded(form.text(WHY))), body);
  }
}
