package dev.weir.view.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.page.Entered;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.FormField.Option;
import java.util.List;
import java.util.stream.Stream;

/// What somebody is there for, as fields: the role, and of which use cases or teams.
final class RemitForm {
  private static final String ROLE = "role";
  private static final String USE_CASES = "use_cases";
  private static final String TEAMS = "teams";
  private static final List<Option> ROLES =
      List.of(
          new Option("viewer", "viewer: reads"),
          new Option("developer", "developer: reads what is of some teams"),
          new Option("owner", "owner: answers for some use cases"),
          new Option("finops", "finops: everything about money"),
          new Option("auditor", "auditor: reads everything, changes nothing"),
          new Option("admin", "admin: everything, people and keys included"));

  private RemitForm() {}

  static List<FormField> empty() {
    return fields(JsonNodeFactory.instance.objectNode().put(ROLE, "viewer"));
  }

  /// @param person as the API tells of them
  static List<FormField> fields(JsonNode person) {
    return List.of(
        FormField.choice(ROLE, "Role", ROLES).holding(person.path(ROLE).asText()),
        listed(USE_CASES, "Use cases", person)
            .hinted("Of an owner alone: their ids, separated by commas."),
        listed(TEAMS, "Teams", person)
            .hinted("Of a developer alone: values of the tag team, separated by commas."));
  }

  private static FormField listed(String name, String label, JsonNode person) {
    return FormField.of(name, label, "text")
        .holding(String.join(", ", Texts.of(person.path(name))));
  }

  /// What was entered, as the API takes it.
  static ObjectNode body(Entered form) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put(ROLE, form.text(ROLE));
    for (String list : List.of(USE_CASES, TEAMS)) {
      List<String> entered = Texts.entered(form.text(list));
      if (!entered.isEmpty()) {
        entered.forEach(body.putArray(list)::add);
      }
    }
    return body;
  }

  /// Of what somebody is; a dash where it is everything that the role reaches.
  static String of(JsonNode person) {
    List<String> of =
        Stream.of(USE_CASES, TEAMS).flatMap(list -> Texts.of(person.path(list)).stream()).toList();
    return of.isEmpty() ? "–" : String.join(", ", of);
  }
}
