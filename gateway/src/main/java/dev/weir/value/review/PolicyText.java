package dev.weir.value.review;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// A policy as JSON: docs/reviews.md has one. What is left out is [Policy#USUAL]'s.
public final class PolicyText {
  private static final int LIST_MAX = 1_000;

  private PolicyText() {}

  /// Reads one; what is wrong is an [IllegalArgumentException] that names field, rule and value.
  public static Policy read(ObjectNode body) {
    requireOnly("", body, "evidence", "double_down", "pull_back", "moves", "reserve", "taper");
    Policy usual = Policy.USUAL;
    return new Policy(
        evidence(part(body, "evidence"), usual.evidence()),
        doubleDown(part(body, "double_down"), usual.doubleDown()),
        pullBack(part(body, "pull_back"), usual.pullBack()),
        moves(part(body, "moves"), usual.moves()),
        body.hasNonNull("reserve") ? Optional.of(reserve(part(body, "reserve"))) : Optional.empty(),
        body.hasNonNull("taper") ? Optional.of(taper(part(body, "taper"))) : Optional.empty());
  }

  /// All of it, as [#read] takes it.
  public static ObjectNode write(Policy policy) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putObject("evidence")
        .put("months", policy.evidence().months())
        .put("outcomes_min", policy.evidence().outcomesMin())
        .put("confidence", decimal(policy.evidence().confidence()))
        .put("missing_assumed", decimal(policy.evidence().missingAssumed()))
        .put("unattributed_factor", decimal(policy.evidence().unattributedFactor()))
        .put("months_ahead", policy.evidence().monthsAhead());
    body.putObject("double_down")
        .put("margin", decimal(policy.doubleDown().margin()))
        .put("strategic_min", decimal(policy.doubleDown().strategicMin()));
    body.putObject("pull_back")
        .put("months", policy.pullBack().months())
        .put("rise_min", decimal(policy.pullBack().riseMin()))
        .put("deviation_max", decimal(policy.pullBack().deviationMax()))
        .put("commodity_max", decimal(policy.pullBack().commodityMax()));
    body.putObject("moves")
        .put("share_max", decimal(policy.moves().shareMax()))
        .put("step", decimal(policy.moves().step()));
    policy
        .reserve()
        .ifPresent(terms ->
            body.putObject("reserve")
                .put("budget", terms.budget())
                .put("experiments_max", terms.experimentsMax())
                .put("expires", terms.expires().toString()));
    policy.taper().ifPresent(terms -> write(terms, body.putObject("taper")));
    return body;
  }

  private static void write(Policy.TaperTerms terms, ObjectNode node) {
    terms.budgets().forEach(node.putArray("budgets")::add);
    node.put("from", terms.from().toString()).put("due_days", terms.dueDays());
    terms.steps().forEach(step -> node.withArray("steps").add(decimal(step)));
  }

  private static BigDecimal decimal(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros();
  }

  private static Policy.Evidence evidence(Part part, Policy.Evidence usual) {
    part.requireOnly(
        "months",
        "outcomes_min",
        "confidence",
        "missing_assumed",
        "unattributed_factor",
        "months_ahead");
    return new Policy.Evidence(
        part.whole("months", usual.months()),
        part.whole("outcomes_min", usual.outcomesMin()),
        part.number("confidence", usual.confidence()),
        part.number("missing_assumed", usual.missingAssumed()),
        part.number("unattributed_factor", usual.unattributedFactor()),
        part.whole("months_ahead", usual.monthsAhead()));
  }

  private static Policy.DoubleDown doubleDown(Part part, Policy.DoubleDown usual) {
    part.requireOnly("margin", "strategic_min");
    return new Policy.DoubleDown(
        part.number("margin", usual.margin()), part.number("strategic_min", usual.strategicMin()));
  }

  private static Policy.PullBack pullBack(Part part, Policy.PullBack usual) {
    part.requireOnly("months", "rise_min", "deviation_max", "commodity_max");
    return new Policy.PullBack(
        part.whole("months", usual.months()),
        part.number("rise_min", usual.riseMin()),
        part.number("deviation_max", usual.deviationMax()),
        part.number("commodity_max", usual.commodityMax()));
  }

  private static Policy.Moves moves(Part part, Policy.Moves usual) {
    part.requireOnly("share_max", "step");
    return new Policy.Moves(
        part.number("share_max", usual.shareMax()), part.number("step", usual.step()));
  }

  private static Policy.ReserveTerms reserve(Part part) {
    part.requireOnly("budget", "experiments_max", "expires");
    return new Policy.ReserveTerms(
        part.text("budget"),
        part.whole("experiments_max", 1),
        part.time("expires", LocalDate::parse, "a date as 2026-12-31"));
  }

  private static Policy.TaperTerms taper(Part part) {
    part.requireOnly("budgets", "from", "due_days", "steps");
    return new Policy.TaperTerms(
        part.list("budgets", JsonNode::isTextual, "a list of budgets' ids").stream()
            .map(JsonNode::textValue)
            .toList(),
        part.time("from", YearMonth::parse, "a month as 2026-10"),
        part.whole("due_days", 15),
        part.list("steps", JsonNode::isNumber, "a list of shares").stream()
            .map(JsonNode::doubleValue)
            .toList());
  }

  private static Part part(ObjectNode body, String name) {
    return switch (body.get(name)) {
      case null -> new Part(name, JsonNodeFactory.instance.objectNode());
      case ObjectNode object -> new Part(name, object);
      case JsonNode other -> throw wrong(name, "an object", other);
    };
  }

  private static void requireOnly(String name, ObjectNode node, String... fields) {
    Set<String> known = new TreeSet<>(List.of(fields));
    node.fieldNames()
        .forEachRemaining(field -> {
          if (!known.contains(field)) {
            throw new IllegalArgumentException(
                "there is no field '%s'; fields are %s"
                    .formatted(name.isEmpty() ? field : name + "." + field, known));
          }
        });
  }

  private static IllegalArgumentException wrong(String field, String rule, JsonNode seen) {
    return new IllegalArgumentException("field '%s' is %s, was %s".formatted(field, rule, seen));
  }

  /// An object of the policy.
  private record Part(String name, ObjectNode node) {
    void requireOnly(String... fields) {
      PolicyText.requireOnly(name, node, fields);
    }

    double number(String field, double otherwise) {
      return node.hasNonNull(field)
          ? required(field, JsonNode::isNumber, "a number").doubleValue()
          : otherwise;
    }

    int whole(String field, int otherwise) {
      return node.hasNonNull(field)
          ? required(
                  field,
                  value -> value.canConvertToExactIntegral() && value.canConvertToInt(),
                  "a whole number")
              .intValue()
          : otherwise;
    }

    String text(String field) {
      return required(field, JsonNode::isTextual, "a text").textValue();
    }

    <T> T time(String field, Function<String, T> parse, String rule) {
      try {
        return parse.apply(text(field));
      } catch (DateTimeException unreadable) {
        throw wrong(path(field), rule, node.path(field));
      }
    }

    List<JsonNode> list(String field, Function<JsonNode, Boolean> isRight, String rule) {
      JsonNode found = required(field, JsonNode::isArray, rule);
      List<JsonNode> elements = new ArrayList<>();
      found.forEach(elements::add);
      if (elements.size() > LIST_MAX || !elements.stream().allMatch(isRight::apply)) {
        throw wrong(path(field), rule, found);
      }
      return elements;
    }

    private JsonNode required(String field, Function<JsonNode, Boolean> isRight, String rule) {
      JsonNode found = node.path(field);
      if (found.isMissingNode() || !isRight.apply(found)) {
        throw wrong(path(field), rule, found);
      }
      return found;
    }

    private String path(String field) {
      return name + "." + field;
    }
  }
}
