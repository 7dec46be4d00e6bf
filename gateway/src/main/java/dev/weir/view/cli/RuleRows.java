package dev.weir.view.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// Budgets or limits as rows: one for each standing, with the definition beside it. A rule that
/// nothing has counted by yet is one row without figures.
final class RuleRows {
  private RuleRows() {}

  static int list(Session session, FormatOption format, JsonNode answer, List<Column> columns) {
    if (format.format() == FormatOption.Format.JSON) {
      return session.show(answer);
    }
    ArrayNode rows = Json.object().putArray("rows");
    for (JsonNode rule : answer.path("rules")) {
      if (rule.path("standings").isEmpty()) {
        rows.add(row(rule, Json.object()));
      }
      rule.path("standings").forEach(standing -> rows.add(row(rule, standing)));
    }
    ObjectNode page = Json.object();
    page.set("rows", rows);
    return session.list(format, page, "rows", columns);
  }

  private static ObjectNode row(JsonNode rule, JsonNode standing) {
    JsonNode definition = rule.path("definition");
    ObjectNode row = Json.object();
    row.put("id", rule.path("id").asText());
    row.put("window", definition.path("window").asText());
    row.put("where", where(definition.path("where")));
    row.put("mode", definition.path("mode").asText("enforce"));
    row.put("owner", definition.path("owner").asText());
    row.put("measure", definition.path("measure").asText());
    row.set("limit", first(definition, "limit_usd", "max_usd", "max"));
    row.set("limit_set", first(definition, "limit", "max_money"));
    standing.properties().forEach(each -> row.set(each.getKey(), each.getValue()));
    String per = definition.path("per").asText();
    String value = standing.path("value").asText();
    row.put("value", per.isEmpty() ? "" : per + (value.isEmpty() ? "" : "=" + value));
    return row;
  }

  private static JsonNode first(JsonNode definition, String... fields) {
    for (String field : fields) {
      if (definition.has(field)) {
        return definition.path(field);
      }
    }
    return definition.path("none");
  }

  /// Conditions as they are written: `purpose=judge|audit`.
  static String where(JsonNode conditions) {
    return StreamSupport.stream(conditions.spliterator(), false)
        .map(each ->
            each.has("in")
                ? each.path("tag").asText() + "=" + values(each.path("in"))
                : each.path("tag").asText())
        .collect(Collectors.joining(","));
  }

  private static String values(JsonNode values) {
    return StreamSupport.stream(values.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.joining("|"));
  }
}
