package dev.weir.exchange.requirement;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// A version of FOCUS's requirements as rules: the file `model-1.2.json` of the published
/// validator.
public final class RuleModel {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final String version;
  private final Set<String> criteria;
  private final Map<String, Rule> rules;

  private RuleModel(String version, Set<String> criteria, Map<String, Rule> rules) {
    this.version = version;
    this.criteria = Set.copyOf(criteria);
    this.rules = rules;
  }

  /// @throws IllegalArgumentException if it is no rule model, or has what is not known here
  public static RuleModel read(String json) {
    JsonNode tree = tree(json);
    Map<String, JsonNode> all = new LinkedHashMap<>();
    tree.path("ModelRules").properties().forEach(rule -> all.put(rule.getKey(), rule.getValue()));
    if (all.isEmpty()) {
      throw new IllegalArgumentException("a rule model has 'ModelRules', this file has none");
    }
    Map<String, Check> decidable = DecidableRules.of(columnsByFunction(all));
    Set<String> criteria = new TreeSet<>();
    tree.path("ApplicabilityCriteria").fieldNames().forEachRemaining(criteria::add);
    Map<String, Rule> rules = new LinkedHashMap<>();
    all.forEach((id, node) -> rules.put(id, rule(id, node, decidable)));
    return new RuleModel(
        tree.path("Details").path("FOCUSVersion").asText("unknown"), criteria, rules);
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a rule model is JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static Rule rule(String id, JsonNode node, Map<String, Check> decidable) {
    JsonNode validation = node.path("ValidationCriteria");
    JsonNode requirement = validation.path("Requirement");
    Set<String> criteria =
        node.path("ApplicabilityCriteria")
            .valueStream()
            .map(JsonNode::asText)
            .collect(Collectors.toSet());
    try {
      return new Rule(
          id,
          validation.path("MustSatisfy").asText(),
          validation.path("Keyword").asText(),
          criteria,
          CheckReader.condition(validation.path("Condition")),
          requirement.isEmpty()
              ? Optional.ofNullable(decidable.get(id))
                  .orElse(new Check.Undecidable("no file alone tells it"))
              : CheckReader.requirement(requirement));
    } catch (IllegalArgumentException unknown) {
      throw new IllegalArgumentException(
          "rule %s: %s".formatted(id, unknown.getMessage()), unknown);
    }
  }

  /// Which columns the static rules apply a check function to.
  private static Map<String, Set<String>> columnsByFunction(Map<String, JsonNode> rules) {
    Map<String, Set<String>> columns = new TreeMap<>();
    rules
        .values()
        .forEach(rule -> {
          JsonNode requirement = rule.path("ValidationCriteria").path("Requirement");
          if (requirement.has("ColumnName")) {
            columns
                .computeIfAbsent(requirement.path("CheckFunction").asText(), _ -> new TreeSet<>())
                .add(requirement.path("ColumnName").asText());
          }
        });
    return columns;
  }

  /// Of the specification.
  public String version() {
    return version;
  }

  /// Names of the applicability criteria there are.
  public Set<String> criteria() {
    return criteria;
  }

  Map<String, Rule> rules() {
    return rules;
  }

  /// Checks a file.
  ///
  /// @param holding the applicability criteria that hold of it
  /// @throws IllegalArgumentException if there is no such criterion
  public Assessment assess(FocusTable table, Set<String> holding) {
    Set<String> unknown = new TreeSet<>(holding);
    unknown.removeAll(criteria);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "there is no applicability criterion %s; there are %s"
              .formatted(unknown, new TreeSet<>(criteria)));
    }
    return new Assessor(rules, table.columns(), holding).assess(table);
  }
}
