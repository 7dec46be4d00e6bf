package dev.weir.view.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.shape.FormField;
import java.util.Optional;
import java.util.function.Function;

/// The versions of the things that a form shows, which travel in it unseen: a change is made
/// against what its sender saw, and refused where somebody was faster. What the form does not show
/// must not be there yet.
public final class Versions {
  /// The field, by which a page keeps what was entered.
  public static final String FIELD = "versions";

  private static final JsonMapper JSON = new JsonMapper();

  private Versions() {}

  /// Of a form that chooses among things.
  ///
  /// @param things each with its `version`
  /// @param id by which the API finds one
  public static FormField of(Iterable<JsonNode> things, Function<JsonNode, String> id) {
    ObjectNode shown = JsonNodeFactory.instance.objectNode();
    things.forEach(thing -> shown.set(id.apply(thing), thing.required("version")));
    return FormField.of(FIELD, "Versions", "hidden").holding(shown.toString());
  }

  /// Of a form of one thing; empty where that is not there yet.
  public static FormField of(String id, Optional<JsonNode> thing) {
    return of(thing.stream().toList(), _ -> id);
  }

  /// Where a change of a thing is sent: with its reason, and the version that the form was shown
  /// with.
  public static String change(String path, String id, Entered form) {
    Entered query = Entered.NOTHING.with("why", form.text("why"));
    return form.find(FIELD)
        .map(text -> query.with("expected_version", shown(text).path(id).asText("0")))
        .orElse(query)
        .after(path);
  }

  private static JsonNode shown(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException unreadable) {
      throw NotAnswered.invalid("field '%s' is a JSON object, was '%s'".formatted(FIELD, text));
    }
  }
}
