package dev.weir.flow.translate;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// What the slow readers of all wires need of JSON, by another library than Weir's.
final class SlowJson {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
  private static final ObjectMapper WHOLE =
      JSON.copy().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /// Google's types by their numbers.
  private static final List<String> TYPES =
      List.of("", "string", "number", "integer", "boolean", "array", "object", "null");

  private SlowJson() {}

  static JsonNode tree(byte[] json) throws IOException {
    return JSON.readTree(json);
  }

  /// The value that a text is, or a text.
  static JsonNode parsed(String text) {
    try {
      JsonNode tree = WHOLE.readTree(text);
      return tree.isContainerNode() ? tree : JSON.getNodeFactory().textNode(text);
    } catch (IOException _) {
      return JSON.getNodeFactory().textNode(text);
    }
  }

  /// A text; if it is an object's or a list's, without what is only its layout.
  static String canonical(String text) {
    JsonNode parsed = parsed(text);
    return parsed.isTextual() ? text : parsed.toString();
  }

  /// The texts of a string, or of a list of strings and parts.
  static String texts(JsonNode content) {
    if (content.isTextual()) {
      return content.asText();
    }
    StringBuilder texts = new StringBuilder();
    for (JsonNode part : content) {
      texts.append(part.isTextual() ? part.asText() : part.path("text").asText(""));
    }
    return texts.toString();
  }

  /// Bytes that a request has in it, by their type and a digest.
  ///
  /// @param base64 of the usual alphabet; some recorders put words where the bytes were
  static String bytes(String type, String base64) {
    try {
      return bytes(type, Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException _) {
      String words = base64.replaceFirst("=+$", "");
      return "file:%s that is no base64: %s".formatted(type, words);
    }
  }

  static String bytes(String type, byte[] bytes) {
    return "file:%s %d %d".formatted(type, bytes.length, Arrays.hashCode(bytes));
  }

  static String plain(String type, String text) {
    return bytes(type, text.getBytes(UTF_8));
  }

  /// A link, or the bytes in a data URL.
  static String url(String url) {
    if (!url.startsWith("data:")) {
      return "link:" + url;
    }
    int comma = url.indexOf(',');
    String type = url.substring("data:".length(), comma).replaceFirst(";.*", "");
    return bytes(type, url.substring(comma + 1));
  }

  /// A schema of an answer without its description, which some wires have beside it.
  static JsonNode undescribed(JsonNode schema) {
    return schema.isObject() ? ((ObjectNode) schema.deepCopy()).without("description") : schema;
  }

  /// What is left of a schema in Google's own language, and of the same in JSON Schema: which
  /// members there are, of which types and of which values.
  static String outline(JsonNode schema) {
    var lines = new TreeSet<String>();
    outline("", schema, lines);
    return lines.toString();
  }

  private static void outline(String at, JsonNode schema, Set<String> lines) {
    JsonNode type = schema.path("type");
    String first = type.isArray() ? type.path(0).asText() : type.asText("");
    lines.add(at + ":" + (type.isInt() ? TYPES.get(type.asInt()) : first.toLowerCase(Locale.ROOT)));
    for (JsonNode value : schema.path("enum")) {
      if (!value.isNull()) {
        lines.add(at + "=" + value.asText());
      }
    }
    schema.path("required").forEach(name -> lines.add(at + "!" + name.asText()));
    if (schema.path("description").isTextual()) {
      lines.add(at + " " + schema.path("description").asText());
    }
    schema
        .path("properties")
        .properties()
        .forEach(member -> outline(at + "." + member.getKey(), member.getValue(), lines));
    if (schema.path("items").isObject()) {
      outline(at + "[]", schema.path("items"), lines);
    }
    for (String alternatives : new String[] {"anyOf", "any_of", "oneOf"}) {
      schema.path(alternatives).forEach(each -> outline(at + "|", each, lines));
    }
  }

  /// The elements of a list, the value itself, or nothing.
  static ArrayNode list(JsonNode value) {
    ArrayNode list = JSON.createArrayNode();
    if (value.isArray()) {
      value.forEach(list::add);
    } else if (!value.isMissingNode() && !value.isNull()) {
      list.add(value);
    }
    return list;
  }

  /// Where two texts begin to differ, and a little of both.
  static String difference(String one, String other) {
    int at = 0;
    while (at < Math.min(one.length(), other.length()) && one.charAt(at) == other.charAt(at)) {
      at++;
    }
    return "…%s… is …%s…".formatted(cut(one, at), cut(other, at)).replace('\n', '⏎');
  }

  private static String cut(String text, int at) {
    return text.substring(Math.max(0, at - 60), Math.min(text.length(), at + 120));
  }
}
