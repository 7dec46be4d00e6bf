package dev.weir.view.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.page.Answered.Refused;
import dev.weir.view.page.Entered;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.FormField.Option;
import dev.weir.view.trial.TrialPage.Armed;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The form that says who takes part in an experiment and what each arm does, until it runs.
///
/// @param definition in force; where there is none, the arms that are registered
/// @param entered what was sent, where it was refused
record ArmsForm(JsonNode definition, Entered entered, Optional<Refused> why) {
  /// Fields that a refusal can be beside.
  static final List<String> NAMES = List.of("share", "asked", "from", "until");

  private static final List<Option> DOES =
      List.of(
          new Option("", "As they are asked"),
          new Option("model", "By another model, route or alias"),
          new Option("prompt", "By a prompt"),
          new Option("without_ai", "Without AI"));

  /// Who takes part.
  List<FormField> fields() {
    return List.of(
        text("share", "Share of the units that take part")
            .hinted("above 0 to 1; empty = all of them"),
        text("asked", "Names asked for that take part")
            .holding(value("asked", names(definition.path("asked"))))
            .hinted("with commas between; empty = every name"),
        text("from", "From").hinted("an instant as 2027-01-01T00:00:00Z; empty = at once"),
        text("until", "Until").hinted("likewise; empty = until it is stopped"),
        FormField.of("why", "Why, for the audit trail", "text").holding(entered.text("why")));
  }

  private FormField text(String name, String label) {
    return FormField.of(name, label, "text")
        .holding(value(name, definition.path(name).asText()))
        .wrong(why.flatMap(it -> it.of(name)));
  }

  private String value(String name, String known) {
    return entered.values().isEmpty() ? known : entered.text(name);
  }

  private static String names(JsonNode list) {
    return list.valueStream().map(JsonNode::asText).collect(Collectors.joining(", "));
  }

  /// What each arm does.
  List<Armed> arms() {
    List<Armed> arms = new ArrayList<>();
    for (JsonNode arm : definition.path("arms")) {
      int place = arms.size();
      String does =
          DOES.stream()
              .map(Option::value)
              .filter(kind -> !kind.isEmpty() && arm.has(kind))
              .findFirst()
              .orElse("");
      String name = arm.path("model").asText(arm.path("prompt").asText());
      arms.add(
          new Armed(
              "%s, weight %s"
                  .formatted(arm.required("name").asText(), arm.path("weight").asText("1")),
              List.of(
                  FormField.choice("does-" + place, "Its calls go", DOES)
                      .holding(value("does-" + place, does)),
                  FormField.of("name-" + place, "Which model or prompt", "text")
                      .holding(value("name-" + place, name)))));
    }
    return arms;
  }

  /// As the API takes it.
  ObjectNode body(String state) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    for (String kept : List.of("use_case", "unit", "salt")) {
      Optional.ofNullable(definition.get(kept)).ifPresent(it -> body.set(kept, it));
    }
    Texts.numbers(entered, body, List.of("share"));
    Texts.names(entered, body, "asked");
    Texts.copy(entered, body, List.of("from", "until"));
    int place = 0;
    for (JsonNode arm : definition.path("arms")) {
      ObjectNode next = body.withArray("/arms").addObject();
      next.put("name", arm.required("name").asText());
      next.put("weight", new BigDecimal(arm.path("weight").asText("1")));
      switch (entered.text("does-" + place)) {
        case "without_ai" -> next.put("without_ai", true);
        case "model" -> next.put("model", entered.text("name-" + place));
        case "prompt" -> next.put("prompt", entered.text("name-" + place));
        default -> {
          // goes as it is asked
        }
      }
      place++;
    }
    return body.put("state", state);
  }
}
