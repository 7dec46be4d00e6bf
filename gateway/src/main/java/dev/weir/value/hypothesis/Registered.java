package dev.weir.value.hypothesis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a registration says, whatever the order of its fields and the zeros of its numbers, and
/// what has changed from one to another.
public final class Registered {
  private static final Set<String> OF_ITS_RUN =
      Set.of(HypothesisText.STARTED_AT, HypothesisText.STOPPED_AT);

  private Registered() {}

  /// SHA-256 of everything but start and stop, in hexadecimal digits.
  static String hash(ObjectNode body) {
    try {
      byte[] text = fields(body).toString().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /// The first field that another says differently, with both values.
  public static Optional<String> changed(ObjectNode before, ObjectNode next) {
    SortedMap<String, String> old = fields(before);
    SortedMap<String, String> now = fields(next);
    SortedMap<String, String> all = new TreeMap<>(old);
    all.putAll(now);
    return all.keySet().stream()
        .filter(
            name -> !Optional.ofNullable(old.get(name)).equals(Optional.ofNullable(now.get(name))))
        .findFirst()
        .map(name ->
            "field '%s' is %s, was to be %s"
                .formatted(
                    name, old.getOrDefault(name, "absent"), now.getOrDefault(name, "absent")));
  }

  private static SortedMap<String, String> fields(ObjectNode body) {
    SortedMap<String, String> fields = new TreeMap<>();
    for (Map.Entry<String, JsonNode> field : body.properties()) {
      if (!OF_ITS_RUN.contains(field.getKey()) && !field.getValue().isNull()) {
        fields.put(field.getKey(), text(field.getValue()));
      }
    }
    return fields;
  }

  private static String text(JsonNode node) {
    return switch (node.getNodeType()) {
      case NUMBER -> node.decimalValue().stripTrailingZeros().toPlainString();
      case OBJECT -> members(node).toString();
      case ARRAY -> node.valueStream().map(Registered::text).toList().toString();
      case STRING, BOOLEAN, NULL, BINARY, MISSING, POJO -> node.toString();
    };
  }

  private static SortedMap<String, String> members(JsonNode node) {
    SortedMap<String, String> members = new TreeMap<>();
    node.properties().forEach(each -> members.put(each.getKey(), text(each.getValue())));
    return members;
  }
}
