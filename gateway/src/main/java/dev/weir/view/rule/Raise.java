package dev.weir.view.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.page.Answered.Refused;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Cells;
import dev.weir.view.page.Entered;
import dev.weir.view.rule.RuleText.Written;
import dev.weir.view.shape.Form;
import dev.weir.view.shape.Form.Button;
import dev.weir.view.shape.FormField;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/// More of a budget for a while: its form, its order, and the budget that it comes to.
final class Raise {
  /// What the form is sent for.
  static final String RAISE = "raise";

  static final String TRY = "try-raise";

  private static final String EXTRA = "extra_usd";
  private static final String LIMIT = "limit_usd";
  private static final String VALUE = "value";
  private static final int UNREADABLE = 400;

  private Raise() {}

  /// @param rule as the API has it
  static Form form(JsonNode rule) {
    String apart =
        Cells.text(rule.required("definition"), "per")
            .map(tag -> "One value of " + tag + ".")
            .orElse("Nothing: it counts all together.");
    return Form.of(
            RAISE,
            "Raise it for a while",
            "More than the limit, until a day; afterwards the limit is as before. It is tried by itself,"
                + " without raises that are in effect.",
            List.of(
                text(EXTRA, "By").hinted("Dollars, or as 100 EUR."),
                text("until", "Until").hinted("As 2026-12-01T00:00:00Z."),
                text("from", "From").hinted("Empty = now."),
                text(VALUE, "Only for").hinted(apart),
                text("why", "Why").hinted("Who reads it later wants to know.")))
        .previewedBy(new Button(TRY, "Try on last month"));
  }

  private static FormField text(String name, String label) {
    return FormField.of(name, label, "text");
  }

  /// What the API is sent.
  static ObjectNode order(Entered entered) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    for (String name : List.of("until", "from", VALUE, "why")) {
      entered.find(name).ifPresent(text -> body.put(name, text));
    }
    entered
        .find(EXTRA)
        .ifPresent(text -> body.put(text.matches(".*[A-Za-z].*") ? "extra" : EXTRA, text));
    return body;
  }

  /// The budget with so much more: of all it counts apart, or of the one value that is raised.
  ///
  /// @param rule as the API has it
  static Written raised(JsonNode rule, Entered entered) {
    ObjectNode definition = rule.required("definition").deepCopy();
    Optional<BigDecimal> limit = Answers.number(definition, LIMIT);
    Optional<BigDecimal> extra = dollars(entered.text(EXTRA));
    if (limit.isEmpty() || extra.isEmpty()) {
      return untried(EXTRA, "what is tried is a budget in dollars raised by dollars", entered);
    }
    definition.put(LIMIT, limit.get().add(extra.get()).toPlainString());
    Optional<String> only = entered.find(VALUE);
    Optional<String> per = Cells.text(definition, "per");
    if (only.isPresent() && per.isEmpty()) {
      return untried(VALUE, "a budget that counts all together has no value of its own", entered);
    }
    only.ifPresent(value ->
        definition
            .withArrayProperty("where")
            .addObject()
            .put("tag", per.orElseThrow())
            .putArray("in")
            .add(value));
    return new Written.Rule(definition);
  }

  private static Written untried(String field, String rule, Entered entered) {
    return new Written.Unreadable(
        new Refused(
            UNREADABLE,
            "raise_untried",
            "field '%s': %s, was '%s'".formatted(field, rule, entered.text(field))));
  }

  private static Optional<BigDecimal> dollars(String text) {
    return Optional.of(text.strip())
        .filter(plain -> plain.matches("[0-9]{1,12}([.][0-9]{1,12})?"))
        .map(BigDecimal::new);
  }
}
