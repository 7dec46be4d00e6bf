package dev.weir.view.trail;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/// A tree as its leaves: `fixed_tags.team` = `payments`, `where[0].tag` = `team`.
final class Leaves {
  private Leaves() {}

  static Map<String, String> of(JsonNode tree) {
    Map<String, String> leaves = new LinkedHashMap<>();
    tree.properties().forEach(each -> add(each.getKey(), each.getValue(), leaves));
    return leaves;
  }

  private static void add(String path, JsonNode node, Map<String, String> leaves) {
    if (node.isContainerNode() && !node.isEmpty()) {
      node.properties().forEach(each -> add(path + "." + each.getKey(), each.getValue(), leaves));
      for (int i = 0; node.isArray() && i < node.size(); i++) {
        add("%s[%d]".formatted(path, i), node.get(i), leaves);
      }
      return;
    }
    leaves.put(path, node.isContainerNode() ? "none" : node.asText());
  }
}
