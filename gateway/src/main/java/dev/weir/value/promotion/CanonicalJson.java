package dev.weir.value.promotion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// JSON of which there is one text for each content: names in order, no blanks, decimals without
/// exponent and without zeros at their end.
final class CanonicalJson {
  private CanonicalJson() {}

  static String write(JsonNode node) {
    if (node.isObject()) {
      Map<String, JsonNode> members = new TreeMap<>();
      node.properties().forEach(each -> members.put(each.getKey(), each.getValue()));
      return members.entrySet().stream()
          .map(each -> quoted(each.getKey()) + ":" + write(each.getValue()))
          .collect(Collectors.joining(",", "{", "}"));
    }
    if (node.isArray()) {
      return node.valueStream()
          .map(CanonicalJson::write)
          .collect(Collectors.joining(",", "[", "]"));
    }
    if (node.isNumber()) {
      return node.decimalValue().signum() == 0
          ? "0"
          : node.decimalValue().stripTrailingZeros().toPlainString();
    }
    return node.isTextual() ? quoted(node.textValue()) : node.toString();
  }

  private static String quoted(String text) {
    return TextNode.valueOf(text).toString();
  }
}
