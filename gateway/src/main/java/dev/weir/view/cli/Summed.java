package dev.weir.view.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What the answers to the parts of one order come to together.
final class Summed {
  private static final String COUNT = "attempts";

  private Summed() {}

  static long count(List<JsonNode> parts, String member) {
    return parts.stream().mapToLong(part -> part.path(member).asLong()).sum();
  }

  static BigDecimal usd(List<JsonNode> parts, String member) {
    return parts.stream()
        .map(part -> new BigDecimal(part.path(member).asText()))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /// The rows of all answers, those that have the same names as one: its attempts and amounts of
  /// dollars are their sums.
  ///
  /// @param member the array of rows within an answer
  /// @param names members that tell rows apart
  static ArrayNode rows(List<JsonNode> answers, String member, List<String> names) {
    Map<String, List<JsonNode>> groups = new TreeMap<>();
    for (JsonNode answer : answers) {
      for (JsonNode line : answer.path(member)) {
        String group =
            String.join("\n", names.stream().map(name -> line.path(name).asText()).toList());
        groups.computeIfAbsent(group, _ -> new ArrayList<>()).add(line);
      }
    }
    ArrayNode rows = Json.object().arrayNode();
    groups.values().forEach(lines -> rows.add(row(lines, names)));
    return rows;
  }

  private static ObjectNode row(List<JsonNode> lines, List<String> names) {
    ObjectNode row = Json.object();
    JsonNode first = lines.getFirst();
    names.forEach(name -> row.set(name, first.path(name)));
    row.put(COUNT, count(lines, COUNT));
    first
        .fieldNames()
        .forEachRemaining(member -> {
          if (member.endsWith("usd")) {
            row.put(member, usd(lines, member));
          }
        });
    return row;
  }

  /// An amount without zeros at its end.
  static String plain(JsonNode node, String member) {
    return new BigDecimal(node.path(member).asText()).stripTrailingZeros().toPlainString();
  }
}
