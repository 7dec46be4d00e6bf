package dev.weir.view.trail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.page.Answered;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Typed;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Form;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.FormField.Option;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What the organisation has set once, as a form. What the form does not have stays as it was set,
/// and what nobody has set keeps its default.
final class SettingsForm {
  static final String API = "/api/v1/settings";
  static final String SAVE = "save";
  private static final String TAGS = "required_tags";
  private static final String UNPRICED = "unpriced";
  private static final String CURRENCY = "currency";
  private static final String AGE = "age_days_max";
  private static final String FLOOR = "usual";
  private static final String FLOORS = "by_use_case";
  private static final String SHARES = "evidence_shares";
  private static final String SOURCES = "sources";
  private static final int NOT_FOUND = 404;
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");

  private SettingsForm() {}

  /// @param settings as the API tells them
  static Form form(JsonNode settings) {
    List<FormField> fields = new ArrayList<>();
    fields.add(
        FormField.of(TAGS, "Tags that every call carries", "text")
            .holding(list(settings.required(TAGS)))
            .hinted(
                "Separated by commas. A call without one is refused, or booked to quarantine."));
    fields.add(
        FormField.choice(
                UNPRICED,
                "A call that has no price",
                List.of(
                    new Option("refuse", "is refused"),
                    new Option("allow", "is made, and recorded as unpriced")))
            .holding(settings.required(UNPRICED).asText()));
    fields.add(
        FormField.of(CURRENCY, "Currency of reports, beside dollars", "text")
            .holding(settings.required(CURRENCY).asText())
            .hinted("As EUR; the price book has a rate of it."));
    fields.add(
        FormField.of(AGE, "Prices are old after so many days", "number")
            .holding(settings.at("/prices/age_days_max").asText()));
    fields.add(
        FormField.of(FLOOR, "Shortest useful answer, in tokens", "number")
            .holding(settings.at("/output_floors/usual").asText())
            .hinted("A call with less left of its budget is refused."));
    fields.add(
        FormField.of(SHARES, "What counts of a value, by its evidence", "area")
            .holding(
                settings.required(SHARES).properties().stream()
                    .map(each -> each.getKey() + "=" + each.getValue().asText())
                    .collect(Collectors.joining("\n")))
            .hinted("A line each, as rct=1; untried_max is the most without an experiment."));
    fields.addAll(rare(settings));
    fields.add(
        FormField.of("version", "Version", "hidden")
            .holding(settings.required("version").asText()));
    fields.add(FormField.of("why", "Why", "text").hinted("For the audit log."));
    return Form.of(
        SAVE, "Change the settings", "For the whole organisation, from the next call on.", fields);
  }

  private static List<FormField> rare(JsonNode settings) {
    return List.of(
        FormField.of(FLOORS, "Shortest useful answer of a use case, in tokens", "area")
            .holding(Typed.shown(settings.at("/output_floors/by_use_case")))
            .hinted("A line each, as triage=64; any other has the one above."),
        FormField.of(SOURCES, "Sources that prices are read from anew", "area")
            .holding(Typed.shown(settings.at("/prices/sources")))
            .hinted("Form and place, a line each, as: litellm https://example.org/prices.json"));
  }

  /// Sends what was entered and differs from what is in force.
  static Answered save(Visit visit, Entered form, JsonNode settings) {
    return set(visit.ask().get("/api/v1/history/settings/organisation"))
        .then(set -> send(visit, form, settings, (ObjectNode) set));
  }

  private static Answered send(Visit visit, Entered form, JsonNode settings, ObjectNode body) {
    if (!form.text(TAGS).equals(list(settings.required(TAGS)))) {
      Arrays.stream(form.text(TAGS).split(",", -1))
          .map(String::strip)
          .filter(tag -> !tag.isEmpty())
          .forEach(body.putArray(TAGS)::add);
    }
    for (String field : List.of(UNPRICED, CURRENCY)) {
      if (!form.text(field).equals(settings.required(field).asText())) {
        body.put(field, form.text(field));
      }
    }
    number(form, AGE, settings.path("prices"), body, "prices");
    number(form, FLOOR, settings.path("output_floors"), body, "output_floors");
    floors(form, settings.at("/output_floors/by_use_case"), body);
    sources(form, settings.at("/prices/sources"), body);
    for (String line : form.text(SHARES).lines().map(String::strip).toList()) {
      int equals = line.indexOf('=');
      String grade = equals < 0 ? line : line.substring(0, equals).strip();
      String share = equals < 0 ? "" : line.substring(equals + 1).strip();
      if (!line.isEmpty() && !share.equals(settings.required(SHARES).path(grade).asText())) {
        body.withObject("/" + SHARES).set(grade, numeric(share));
      }
    }
    String question =
        "%s?why=%s&expected_version=%s"
            .formatted(
                API, Entered.encoded(form.text("why")), Entered.encoded(form.text("version")));
    return visit.ask().send("PUT", question, body);
  }

  /// A use case whose line is gone has no floor of its own any more.
  private static void floors(Entered form, JsonNode inForce, ObjectNode body) {
    if (isChanged(form, FLOORS, inForce)) {
      ObjectNode floors = body.withObject("/output_floors").putObject(FLOORS);
      Typed.of(form)
          .members(FLOORS)
          .body()
          .path(FLOORS)
          .properties()
          .forEach(each -> floors.set(each.getKey(), numeric(each.getValue().asText())));
    }
  }

  private static void sources(Entered form, JsonNode inForce, ObjectNode body) {
    if (isChanged(form, SOURCES, inForce)) {
      ArrayNode sources = body.withObject("/prices").putArray(SOURCES);
      for (String line : form.text(SOURCES).lines().map(String::strip).toList()) {
        String[] words = line.split("\\s+", 2);
        if (!line.isEmpty()) {
          sources.addObject().put("format", words[0]).put("location", words[words.length - 1]);
        }
      }
    }
  }

  private static boolean isChanged(Entered form, String field, JsonNode inForce) {
    return form.values().containsKey(field)
        && !form.text(field)
            .lines()
            .map(String::strip)
            .toList()
            .equals(Typed.shown(inForce).lines().toList());
  }

  private static void number(
      Entered form, String field, JsonNode inForce, ObjectNode body, String part) {
    if (!form.text(field).equals(inForce.path(field).asText())) {
      body.withObject("/" + part).set(field, numeric(form.text(field)));
    }
  }

  /// A number where it is one, else the text, which the API refuses by its name.
  private static JsonNode numeric(String text) {
    return NUMBER.matcher(text).matches()
        ? JsonNodeFactory.instance.numberNode(new BigDecimal(text))
        : JsonNodeFactory.instance.textNode(text);
  }

  /// What was set, without the defaults: the latest version, if there is one. Any refusal but that
  /// there is none stays one: to go on without what was set would drop it.
  static Answered set(Answered history) {
    return switch (history) {
      case Answered.Told(JsonNode tree) ->
          new Answered.Told(
              Optional.of(tree.at("/versions/0"))
                  .filter(it -> !it.path("retired").asBoolean())
                  .map(it -> it.required("content"))
                  .orElseGet(JsonNodeFactory.instance::objectNode));
      case Answered.Refused why when why.status() == NOT_FOUND ->
          new Answered.Told(JsonNodeFactory.instance.objectNode());
      case Answered.Refused why -> why;
    };
  }

  private static String list(JsonNode list) {
    return list.valueStream().map(JsonNode::asText).collect(Collectors.joining(", "));
  }
}
