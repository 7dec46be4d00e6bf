package dev.weir.view.running;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.page.Answered;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Visit;
import dev.weir.view.running.RoutesPage.Explained;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a call for a name would come to, as a link asks it: nothing is sent.
final class Explaining {
  private static final String NAME = "name";
  private static final String TAGS = "tags";
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("Order"),
          Column.text("Target"),
          Column.text("By way of"),
          Column.text("Asked in"),
          Column.text("Circuit"),
          Column.text("Passed over"));

  private Explaining() {}

  static String path(Visit visit, String name) {
    String path = visit.to(RoutesHealth.PATH);
    String mark = path.contains("?") ? "&" : "?";
    return path + mark + NAME + "=" + Entered.encoded(name) + "#explained";
  }

  static Explained of(Visit visit) {
    FormField name =
        FormField.of(NAME, "Name", "text")
            .holding(visit.query().text(NAME))
            .hinted("A model, a route, an alias or a prompt, as a call would write it.");
    FormField tags =
        FormField.of(TAGS, "Tags", "text")
            .holding(visit.query().text(TAGS))
            .hinted("What the call carries, as team=claims, user=ada.");
    if (visit.query().find(NAME).isEmpty()) {
      return Explained.nothing(name, tags);
    }
    return switch (visit.ask().send("POST", "/api/v1/names/explain", body(visit.query()))) {
      case Answered.Told(JsonNode told) ->
          new Explained(
              name,
              tags,
              "A call for " + told.required(NAME).asText(),
              summary(told),
              Optional.of(targets(told)));
      case Answered.Refused why ->
          why.of(NAME).isPresent()
              ? Explained.nothing(name.wrong(Optional.of(why.message())), tags)
              : Explained.nothing(name, tags.wrong(Optional.of(why.message())));
    };
  }

  private static ObjectNode body(Entered query) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put(NAME, query.text(NAME));
    if (query.find(TAGS).isPresent()) {
      ObjectNode tags = body.putObject(TAGS);
      for (String tag : query.text(TAGS).split(",", -1)) {
        int equals = tag.indexOf('=');
        tags.put(
            (equals < 0 ? tag : tag.substring(0, equals)).strip(),
            equals < 0 ? "" : tag.substring(equals + 1).strip());
      }
    }
    return body;
  }

  private static String summary(JsonNode told) {
    List<String> said = new ArrayList<>();
    said.add("This is %s.".formatted(kind(told.required("kind").asText())));
    JsonNode prompt = told.path("prompt");
    if (prompt.isObject()) {
      said.add(
          "Version %s of prompt '%s', of modules %s, asks for %s."
              .formatted(
                  prompt.required("version").asText(),
                  prompt.required("prompt").asText(),
                  Answers.listed(prompt.required("modules")),
                  told.required("model").asText()));
    }
    if (told.hasNonNull("refused")) {
      said.add("The call would be refused: %s.".formatted(told.required("refused").asText()));
    }
    return String.join(" ", said);
  }

  private static String kind(String code) {
    return switch (code) {
      case "model" -> "a model's own name";
      case "route" -> "a route of the configuration";
      case "alias" -> "an alias";
      case "prompt" -> "a prompt";
      default -> "nothing that is known";
    };
  }

  private static Table targets(JsonNode told) {
    List<List<Cell>> rows = new ArrayList<>();
    for (JsonNode target : told.required("targets")) {
      boolean isPassedOver = target.hasNonNull("refused");
      rows.add(
          List.of(
              Cell.of(Integer.toString(rows.size() + 1)),
              Cell.of(
                  target.required("provider").asText() + "/" + target.required("model").asText()),
              Cell.of(Told.text(target, "path")),
              Cell.of(target.required("wire").asText()),
              RoutingTables.circuit(target),
              isPassedOver
                  ? Cell.of(target.required("refused").asText(), Tone.BAD)
                  : Cell.of(dropped(target.required("dropped")))));
    }
    return Table.of(
        "Targets, in the order they would be tried",
        COLUMNS,
        rows,
        EmptyState.of("No target", "A call for this name would go nowhere."));
  }

  private static String dropped(JsonNode fields) {
    return fields.isEmpty() ? "no" : "no; lets go of " + Answers.listed(fields);
  }
}
