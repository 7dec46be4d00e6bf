package dev.weir.view.usecase;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.console.Answered;
import dev.weir.view.console.Answered.Refused;
import dev.weir.view.console.Entered;
import dev.weir.view.shape.Form;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.FormField.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What is entered of a use case: its plain fields one by one, what has parts of its own as the API
/// writes it.
final class UseCaseForm {
  static final String USE_CASES = "/api/v1/use-cases";
  static final String SAVE = "save";
  static final String WHY = "why";

  private static final String MORE = "more";
  private static final String OWNERS = "owners";
  private static final List<String> OWNER = List.of("business", "technical");
  private static final List<String> PLAIN =
      List.of(
          "name",
          "statement",
          "audience",
          "stage",
          "cost_centre",
          "budget_usd_per_month",
          "review_on",
          "hypothesis");

  private UseCaseForm() {}

  /// @param first fields before those that every use case has
  /// @param title on the button
  static Form of(String title, String lead, List<FormField> first) {
    List<FormField> fields = new ArrayList<>(first);
    fields.add(FormField.of("name", "Name", "text"));
    fields.add(
        FormField.of("statement", "Statement", "area")
            .hinted("what is done for whom, measured by what, how much is enough, by when"));
    fields.add(
        FormField.choice("audience", "Audience", options("internal", "partner", "customer"))
            .hinted("sets its safeguards"));
    fields.add(
        FormField.choice(
                "stage",
                "Stage",
                options("idea", "poc", "beta", "soft_launch", "production", "sunset"))
            .hinted("idea or poc; every other one is decided by a gate"));
    fields.add(
        FormField.of("business", "Business owner", "text")
            .hinted("an operator's name or id; signs promotions"));
    fields.add(FormField.of("technical", "Technical owner", "text").hinted("another operator"));
    fields.add(FormField.of("cost_centre", "Cost centre", "text"));
    fields.add(FormField.of("budget_usd_per_month", "Budget a month, USD", "text"));
    fields.add(
        FormField.of("review_on", "Review on", "date").hinted("the day somebody decides again"));
    fields.add(
        FormField.of("hypothesis", "Hypothesis", "text")
            .hinted("the name of the one that was registered for it"));
    fields.add(
        FormField.of(MORE, "Value, workload, scope and what else it has", "area")
            .hinted(
                "as the API writes it, for example {\"value\": {\"kind\": \"saving\", \"of\":"
                    + " \"handling time\"}}"));
    fields.add(FormField.of(WHY, "Why", "text").hinted("for the history"));
    return Form.of(SAVE, title, lead, fields).opened();
  }

  private static List<Option> options(String... codes) {
    return List.of(codes).stream().map(code -> new Option(code, code.replace('_', ' '))).toList();
  }

  /// What is in force of a field.
  static String known(JsonNode useCase, String field) {
    if (OWNER.contains(field)) {
      return useCase.path(OWNERS).path(field).asText();
    }
    if (!field.equals(MORE)) {
      return PLAIN.contains(field) ? useCase.path(field).asText() : "";
    }
    ObjectNode rest = useCase.deepCopy();
    rest.remove(PLAIN);
    rest.remove(OWNERS);
    return rest.isEmpty() ? "" : rest.toPrettyString();
  }

  /// What was entered, as the API takes it; a refusal where what has parts of its own is no object.
  static Answered body(Entered form) {
    return switch (form.object(MORE)) {
      case Answered.Told(JsonNode tree) -> new Answered.Told(body(form, (ObjectNode) tree));
      case Refused why -> why;
    };
  }

  private static ObjectNode body(Entered form, ObjectNode body) {
    PLAIN.forEach(field -> form.find(field).ifPresent(text -> body.put(field, text)));
    ObjectNode owners = JsonNodeFactory.instance.objectNode();
    OWNER.forEach(role -> form.find(role).ifPresent(name -> owners.put(role, name)));
    if (!owners.isEmpty()) {
      body.set(OWNERS, owners);
    }
    return body;
  }

  /// What of a refusal is about a field: of a part of an owner, of what has parts of its own.
  ///
  /// @param own fields of the page beside those of every use case
  static Optional<String> wrong(Refused why, String name, Set<String> own) {
    if (OWNER.contains(name)) {
      return why.of(name)
          .or(() -> why.of("%s.%s".formatted(OWNERS, name)))
          .or(() -> why.of(OWNERS));
    }
    if (name.equals(MORE)) {
      return why.field().filter(field -> isMore(field, own)).map(_ -> why.message());
    }
    return why.of(name);
  }

  private static boolean isMore(String field, Set<String> own) {
    return !PLAIN.contains(field)
        && !field.startsWith(OWNERS)
        && !OWNER.contains(field)
        && !own.contains(field);
  }
}
