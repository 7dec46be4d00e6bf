package dev.weir.view.prompt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.page.Answered;
import dev.weir.view.page.Answered.Refused;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Visit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A form that changes one thing of the API, and what came of it.
///
/// @param done what is in force now, with the API's warnings
/// @param why it was refused
record Edit(Optional<String> done, Optional<Refused> why) {
  static final Edit NONE = new Edit(Optional.empty(), Optional.empty());

  private static final JsonMapper JSON = new JsonMapper();

  static Edit refused(Refused why) {
    return new Edit(Optional.empty(), Optional.of(why));
  }

  /// Makes a change, against the version that its form was written for where that is said.
  ///
  /// @param form with `why` and `expected_version`
  static Edit send(Visit visit, String method, String path, ObjectNode body, Entered form) {
    Entered query = Entered.NOTHING.with("why", form.text("why"));
    Entered all =
        form.find("expected_version").map(it -> query.with("expected_version", it)).orElse(query);
    return switch (visit.ask().send(method, all.after(path), body)) {
      case Answered.Told(JsonNode changed) ->
          new Edit(Optional.of(said(changed, method.equals("DELETE"))), Optional.empty());
      case Refused why -> refused(why);
    };
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /// JSON that was entered into a field.
  ///
  /// @throws Unreadable where it is none
  static ObjectNode json(String field, String text) throws Unreadable {
    try {
      if (JSON.readTree(text) instanceof ObjectNode object) {
        return object;
      }
      throw new Unreadable(invalid(field, "is a JSON object as {…}, was '%s'".formatted(text)));
    } catch (JsonProcessingException unreadable) {
      throw new Unreadable(invalid(field, "is not JSON: " + unreadable.getOriginalMessage()));
    }
  }

  static Refused invalid(String field, String rule) {
    return new Refused(400, "invalid", "field '%s' %s".formatted(field, rule));
  }

  /// What was entered cannot be sent as it is.
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Refused why;

    Unreadable(Refused why) {
      super(why.message());
      this.why = why;
    }

    Refused why() {
      return why;
    }
  }

  private static String said(JsonNode changed, boolean isRetired) {
    List<String> said = new ArrayList<>();
    said.add(
        "%s '%s': version %s %s."
            .formatted(
                changed.required("kind").asText(),
                changed.required("id").asText(),
                changed.required("version").asText(),
                isRetired ? "retires it" : "is in force"));
    changed.required("warnings").forEach(warning -> said.add(warning.asText()));
    return String.join(" ", said);
  }

  /// What is said above the form: a refusal that is about none of its fields.
  Optional<String> error(List<String> fields) {
    return why.filter(it -> it.field().filter(fields::contains).isEmpty()).map(Refused::message);
  }

  /// What is said beside a field.
  Optional<String> of(String field) {
    return why.flatMap(it -> it.of(field));
  }
}
