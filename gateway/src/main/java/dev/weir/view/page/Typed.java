package dev.weir.view.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What was typed into a form, field by field as the JSON that the API takes. Fields in which
/// nothing was entered are left out; what is not of its kind goes as it was typed, so that the API
/// refuses it by its name. Of one thread.
public final class Typed {
  private static final Pattern SEPARATOR = Pattern.compile("[,\\n\\r]");
  private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");

  private static final String PRESENT = " present";
  private static final String ABSENT = " absent";

  private final Entered form;
  private final ObjectNode body = JsonNodeFactory.instance.objectNode();

  private Typed(Entered form) {
    this.form = form;
  }

  public static Typed of(Entered form) {
    return new Typed(form);
  }

  public ObjectNode body() {
    return body;
  }

  public Typed texts(String... names) {
    for (String name : names) {
      form.find(name).ifPresent(text -> body.put(name, text));
    }
    return this;
  }

  /// Whole numbers.
  public Typed numbers(String... names) {
    for (String name : names) {
      form.find(name).ifPresent(text -> body.set(name, number(text)));
    }
    return this;
  }

  /// Boxes that are ticked.
  public Typed flags(String... names) {
    for (String name : names) {
      form.find(name).ifPresent(text -> body.put(name, text.equals("true")));
    }
    return this;
  }

  /// Texts with commas between, or in lines.
  public Typed lists(String... names) {
    for (String name : names) {
      form.find(name).ifPresent(text -> words(text).forEach(body.putArray(name)::add));
    }
    return this;
  }

  /// Lines as `team=payments`; one without a value has the empty one.
  public Typed members(String... names) {
    for (String name : names) {
      form.find(name)
          .ifPresent(text -> {
            ObjectNode members = body.putObject(name);
            lines(text)
                .forEach(line -> {
                  int equals = line.indexOf('=');
                  members.put(
                      equals < 0 ? line : line.substring(0, equals).strip(),
                      equals < 0 ? "" : line.substring(equals + 1).strip());
                });
          });
    }
    return this;
  }

  /// Lines of two words, an object each: `10000 5`.
  public Typed pairs(String name, String first, String second) {
    form.find(name)
        .ifPresent(text -> {
          body.putArray(name);
          lines(text)
              .forEach(line -> {
                int cut = line.lastIndexOf(' ');
                body.withArray("/" + name)
                    .addObject()
                    .put(first, cut < 0 ? line : line.substring(0, cut).strip())
                    .put(second, cut < 0 ? "" : line.substring(cut + 1));
              });
        });
    return this;
  }

  /// Conditions on tags, as `where`: lines as [#conditions(JsonNode)] writes them.
  public Typed conditions() {
    form.find("where").ifPresent(text -> body.set("where", conditions(text)));
    return this;
  }

  /// Of a line that is no condition the tag alone, which is all of it.
  public static ArrayNode conditions(String text) {
    ArrayNode conditions = JsonNodeFactory.instance.arrayNode();
    for (String line : lines(text)) {
      ObjectNode condition = conditions.addObject();
      int equals = line.indexOf('=');
      if (equals > 0) {
        condition.put("tag", line.substring(0, equals).strip());
        words(line.substring(equals + 1)).forEach(condition.putArray("in")::add);
      } else if (line.endsWith(PRESENT) || line.endsWith(ABSENT)) {
        boolean isThere = line.endsWith(PRESENT);
        condition.put("tag", line.substring(0, line.lastIndexOf(' ')).strip());
        condition.put("present", isThere);
      } else {
        condition.put("tag", line);
      }
    }
    return conditions;
  }

  /// A line each: `team = red, blue`, `user present`, `user absent`.
  public static Stream<String> conditions(JsonNode where) {
    return where.valueStream().map(Typed::condition);
  }

  private static String condition(JsonNode condition) {
    String tag = condition.path("tag").asText();
    return condition.has("in")
        ? tag + " = " + shown(condition.path("in"))
        : tag + (condition.path("present").asBoolean() ? PRESENT : ABSENT);
  }

  /// A whole number, or else the text.
  public static JsonNode number(String text) {
    return WHOLE.matcher(text).matches()
        ? JsonNodeFactory.instance.numberNode(new BigInteger(text))
        : JsonNodeFactory.instance.textNode(text);
  }

  private static List<String> words(String text) {
    return Arrays.stream(SEPARATOR.split(text, -1))
        .map(String::strip)
        .filter(each -> !each.isEmpty())
        .toList();
  }

  private static List<String> lines(String text) {
    return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  /// What the API has in a field, as it would be typed.
  public static String shown(JsonNode value) {
    if (value.isObject()) {
      return value.properties().stream()
          .map(member -> member.getKey() + "=" + member.getValue().asText())
          .collect(Collectors.joining("\n"));
    }
    if (!value.isArray()) {
      return value.asText();
    }
    boolean isOfPairs = value.valueStream().anyMatch(JsonNode::isObject);
    return value
        .valueStream()
        .map(each -> isOfPairs ? values(each) : each.asText())
        .collect(Collectors.joining(isOfPairs ? "\n" : ", "));
  }

  private static String values(JsonNode object) {
    return object.valueStream().map(JsonNode::asText).collect(Collectors.joining(" "));
  }
}
