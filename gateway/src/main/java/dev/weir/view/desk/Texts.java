package dev.weir.view.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Lists and members of the API's JSON as somebody reads and types them.
final class Texts {
  private static final Pattern SEPARATOR = Pattern.compile("[,\\n\\r]");
  private static final Pattern WHOLE = Pattern.compile("[0-9]{1,18}");

  private Texts() {}

  static List<String> of(JsonNode list) {
    return list.valueStream().map(JsonNode::asText).toList();
  }

  static Map<String, String> members(JsonNode object) {
    return object.properties().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().asText()));
  }

  /// Texts separated by commas or lines.
  static List<String> entered(String text) {
    return Arrays.stream(SEPARATOR.split(text, -1))
        .map(String::strip)
        .filter(each -> !each.isEmpty())
        .toList();
  }

  /// Lines as `team=payments`; one without a value has the empty one, which the API refuses.
  static SortedMap<String, String> membersEntered(String text) {
    SortedMap<String, String> members = new TreeMap<>();
    text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .forEach(line -> {
          int equals = line.indexOf('=');
          members.put(
              equals < 0 ? line : line.substring(0, equals).strip(),
              equals < 0 ? "" : line.substring(equals + 1).strip());
        });
    return members;
  }

  static String lines(SortedMap<String, String> members) {
    return members.entrySet().stream()
        .map(each -> each.getKey() + "=" + each.getValue())
        .collect(Collectors.joining("\n"));
  }

  /// A number where it is one, else the text, which the API refuses by its name.
  static JsonNode number(String text) {
    return WHOLE.matcher(text).matches()
        ? JsonNodeFactory.instance.numberNode(new BigInteger(text))
        : JsonNodeFactory.instance.textNode(text);
  }

  /// `cost_centre` as people read it.
  static String words(String code) {
    String words = code.replace('_', ' ').replace('-', ' ');
    return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
