package dev.weir.flow.rule;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.cohort.Cohorts;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// Writes rules as canonical JSON: fields in one order, every one that is set, amounts as strings
/// so that no reader makes a binary fraction of them.
final class RuleWriter {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int VERSION_BYTES = 8;

  private RuleWriter() {}

  /// Sixteen hexadecimal digits of the text's SHA-256.
  static String version(String json) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(json.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, VERSION_BYTES);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  static ObjectNode book(RuleBook book) {
    ObjectNode node = NODES.objectNode();
    node.set("budgets", array(book.budgets(), RuleWriter::budget));
    node.set("limits", array(book.limits(), RuleWriter::limit));
    node.set("raises", array(book.raises(), RuleWriter::raise));
    ObjectNode floors = node.putObject("output_floors").put("usual", book.floors().usual());
    ObjectNode byUseCase = floors.putObject("by_use_case");
    book.floors().byUseCase().forEach(byUseCase::put);
    node.put("unpriced", word(book.unpriced()));
    putRates(node, book.rates());
    putCohorts(node, book.cohorts());
    return node;
  }

  static ObjectNode budget(Budget budget) {
    ObjectNode node = NODES.objectNode();
    node.put("id", budget.id()).put("name", budget.name()).put("owner", budget.owner());
    putScope(node, budget.scope());
    node.put("window", budget.window().text());
    put(node, "limit_usd", "limit", budget.limit());
    Budget.Terms terms = budget.terms();
    ArrayNode alerts = node.putArray("alert_at");
    terms.alerts().forEach(share -> alerts.add(share.fraction()));
    node.put("stop_at", terms.stop().fraction());
    node.set("ladder", array(terms.ladder(), RuleWriter::rung));
    terms.allowance().ifPresent(amount -> put(node, "allowance_usd", "allowance", amount));
    putModeAndPeriod(node, budget);
    return node;
  }

  private static ObjectNode rung(Budget.Rung rung) {
    ObjectNode node = NODES.objectNode().put("at", rung.at().fraction());
    return switch (rung) {
      case Budget.Rung.Shorten shorten -> node.put("max_tokens", shorten.maxTokens());
      case Budget.Rung.Substitute other -> node.put("substitute", other.model());
    };
  }

  static ObjectNode limit(Limit limit) {
    ObjectNode node = NODES.objectNode().put("id", limit.id());
    putScope(node, limit.scope());
    node.put("measure", word(limit.measure()));
    if (limit.measure() != Measure.CONCURRENT) {
      node.put("window", limit.window().text());
    }
    switch (limit.max()) {
      case Limit.Max.Money money -> put(node, "max_usd", "max_money", money.amount());
      case Limit.Max.Count count -> node.put("max", count.quantity().toBigInteger());
    }
    putModeAndPeriod(node, limit);
    return node;
  }

  static ObjectNode raise(Raise raise) {
    ObjectNode node = NODES.objectNode().put("budget", raise.budget());
    if (!raise.value().isEmpty()) {
      node.put("value", raise.value());
    }
    put(node, "extra_usd", "extra", raise.extra());
    return node.put("who", raise.who())
        .put("why", raise.why())
        .put("from", raise.from().toString())
        .put("until", raise.until().toString());
  }

  private static void putScope(ObjectNode node, Scope scope) {
    node.set("where", array(scope.where(), ConditionText::write));
    scope.per().ifPresent(tag -> node.put("per", tag));
  }

  private static void putModeAndPeriod(ObjectNode node, Rule rule) {
    node.put("mode", word(rule.mode()));
    CohortText.putPeriod(node, rule.period());
  }

  private static <T> ArrayNode array(List<T> elements, Function<T, ObjectNode> writer) {
    ArrayNode array = NODES.arrayNode(elements.size());
    elements.forEach(element -> array.add(writer.apply(element)));
    return array;
  }

  private static void put(ObjectNode node, String dollars, String any, Amount amount) {
    if (amount.isInDollars()) {
      node.put(dollars, amount.plain());
    } else {
      node.put(any, amount.toString());
    }
  }

  /// A book of rules in dollars has none, and its text none of this.
  private static void putRates(ObjectNode node, Rates rates) {
    if (rates.byCurrency().isEmpty()) {
      return;
    }
    ObjectNode all = node.putObject("rates");
    rates
        .byCurrency()
        .forEach((currency, days) -> {
          ObjectNode its = all.putObject(currency);
          days.forEach((day, rate) -> its.put(day.toString(), rate.toPlainString()));
        });
  }

  /// Likewise of a book without rollouts and experiments.
  private static void putCohorts(ObjectNode node, Cohorts cohorts) {
    if (!cohorts.rollouts().isEmpty()) {
      node.set("rollouts", array(cohorts.rollouts(), CohortText::write));
    }
    if (!cohorts.rosters().isEmpty()) {
      ObjectNode rosters = node.putObject("rosters");
      cohorts.rosters().forEach((id, users) -> rosters.set(id, CohortText.write(users)));
    }
    if (!cohorts.experiments().isEmpty()) {
      node.set("experiments", array(cohorts.experiments(), CohortText::write));
    }
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
