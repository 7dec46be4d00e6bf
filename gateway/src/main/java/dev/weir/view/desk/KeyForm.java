package dev.weir.view.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.page.Ask;
import dev.weir.view.page.Entered;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.FormField.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The settings of a key as fields: each tag that every call must carry is a field of its own, with
/// its values where they are declared.
///
/// @param required tags that every call carries
/// @param declared values of the tags that have some, by tag
record KeyForm(List<String> required, Map<String, List<String>> declared) {
  /// Begins the name of the field of a tag.
  private static final String TAG = "tag.";

  private static final String OTHERS = "fixed_tags";
  private static final int DAY_LENGTH = "2026-12-31".length();

  KeyForm {
    required = List.copyOf(required);
    declared = Map.copyOf(declared);
  }

  static KeyForm of(Ask ask) {
    JsonNode settings = ask.get("/api/v1/settings").tree();
    Map<String, List<String>> declared =
        ask.get("/api/v1/tags")
            .tree()
            .required("values")
            .valueStream()
            .collect(
                Collectors.groupingBy(
                    each -> each.required("tag").asText(),
                    Collectors.mapping(
                        each -> each.required("value").asText(), Collectors.toList())));
    return new KeyForm(Texts.of(settings.required("required_tags")), declared);
  }

  /// For a key that is not there yet.
  List<FormField> empty() {
    ObjectNode nothing = JsonNodeFactory.instance.objectNode();
    nothing.put("on_missing", "refuse");
    return fields(nothing);
  }

  /// @param key as the API tells it
  List<FormField> fields(JsonNode key) {
    SortedMap<String, String> fixed = new TreeMap<>(Texts.members(key.path(OTHERS)));
    List<FormField> fields = new ArrayList<>();
    fields.add(text("name", "Name", key.path("name").asText("")).hinted("Of the application."));
    for (String tag : required) {
      fields.add(tag(tag, Optional.ofNullable(fixed.remove(tag)).orElse("")));
    }
    fields.add(
        FormField.of(OTHERS, "Other tags that are fixed", "area")
            .holding(Texts.lines(fixed))
            .hinted("A line each, as team=payments."));
    fields.add(
        listed("settable_tags", "Tags that callers may set", key)
            .hinted("Names, separated by commas."));
    fields.add(
        listed("models", "Models it may ask for", key)
            .hinted("Separated by commas; * is any characters. Empty = all."));
    fields.add(
        listed("purposes", "What it may call for", key)
            .hinted("Such as primary, judge, embedding; separated by commas. Empty = all."));
    fields.add(
        FormField.choice(
                "on_missing",
                "A call lacks a tag that it must carry",
                List.of(
                    new Option("refuse", "refuse it"),
                    new Option("quarantine", "book it to the key's quarantine")))
            .holding(key.path("on_missing").asText("refuse")));
    fields.add(
        FormField.of("trusts_user_tags", "Callers may say who the end user is", "check")
            .holding(key.path("trusts_user_tags").asText("")));
    fields.add(
        text("distinct_max", "Most values a day of one tag", key.path("distinct_max").asText(""))
            .hinted("That callers give. Empty = 1,000."));
    fields.add(
        text("expires", "Expires", key.path("expires").asText(""))
            .hinted("A day as 2026-12-31, at whose beginning (UTC) it stops. Empty = never."));
    return List.copyOf(fields);
  }

  private static FormField text(String name, String label, String value) {
    return FormField.of(name, label, "text").holding(value);
  }

  private static FormField listed(String name, String label, JsonNode key) {
    return text(name, label, String.join(", ", Texts.of(key.path(name))));
  }

  private FormField tag(String tag, String value) {
    List<String> values = declared.getOrDefault(tag, List.of());
    String label = Texts.words(tag);
    if (values.isEmpty()) {
      return text(TAG + tag, label, value).hinted("Fixed for every call. Empty = callers say it.");
    }
    TreeSet<String> all = new TreeSet<>(values);
    all.add(value);
    all.remove("");
    Stream<Option> options = all.stream().map(each -> new Option(each, each));
    return FormField.choice(
            TAG + tag,
            label,
            Stream.concat(Stream.of(new Option("", "callers say it")), options).toList())
        .holding(value);
  }

  /// What was entered, as the API takes it for a new key.
  static ObjectNode settings(Entered form) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("name", form.text("name")).put("on_missing", form.text("on_missing"));
    body.put("trusts_user_tags", form.text("trusts_user_tags").equals("true"));
    ObjectNode fixed = body.putObject(OTHERS);
    tags(form).forEach(fixed::put);
    for (String list : List.of("settable_tags", "models", "purposes")) {
      Texts.entered(form.text(list)).forEach(body.putArray(list)::add);
    }
    form.find("distinct_max").ifPresent(text -> body.set("distinct_max", Texts.number(text)));
    form.find("expires").ifPresent(text -> body.put("expires", instant(text)));
    return body;
  }

  /// What was entered, as a merge patch: what is not entered any more is taken away.
  ///
  /// @param key as the API told it
  static ObjectNode patch(Entered form, JsonNode key) {
    ObjectNode body = settings(form);
    for (String field : List.of("distinct_max", "expires")) {
      if (!body.has(field)) {
        body.putNull(field);
      }
    }
    ObjectNode fixed = body.withObject("/" + OTHERS);
    Texts.members(key.path(OTHERS)).keySet().stream()
        .filter(tag -> !fixed.has(tag))
        .forEach(fixed::putNull);
    return body;
  }

  private static SortedMap<String, String> tags(Entered form) {
    SortedMap<String, String> tags = Texts.membersEntered(form.text(OTHERS));
    form.values().keySet().stream()
        .filter(name -> name.startsWith(TAG))
        .forEach(name ->
            form.find(name).ifPresent(value -> tags.put(name.substring(TAG.length()), value)));
    return tags;
  }

  static String instant(String text) {
    return text.length() == DAY_LENGTH ? text + "T00:00:00Z" : text;
  }
}
