package dev.weir.view.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.base.money.Total;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.ledger.Alert;
import dev.weir.flow.rule.Budget;
import dev.weir.flow.rule.Share;
import java.io.UncheckedIOException;
import java.time.Instant;

/// An alert as JSON that explains itself; docs/alerts.md.
final class AlertText {
  private static final JsonMapper MAPPER = new JsonMapper();

  private AlertText() {}

  static String json(Alert alert) {
    return switch (alert) {
      case Alert.ThresholdPassed passed -> threshold(passed).toString();
      case Alert.OverrunSeen overrun -> overrun(overrun).toString();
    };
  }

  private static ObjectNode threshold(Alert.ThresholdPassed passed) {
    Entry.Alerted entry = passed.entry();
    Budget budget = passed.budget();
    JsonNode definition = tree(budget.json());
    Instant windowStart = Instant.ofEpochSecond(entry.balance().slice());
    ObjectNode text = MAPPER.createObjectNode();
    text.put("kind", "budget_threshold")
        .put(
            "id",
            "%s/%s/%d/%d"
                .formatted(
                    entry.balance().rule(),
                    entry.balance().value(),
                    entry.balance().slice(),
                    entry.threshold()))
        .put("at", entry.at().toString())
        .put("measures", "settled cost in USD of the calls that match the scope, in the window");
    text.putObject("budget")
        .put("id", budget.id())
        .put("name", budget.name())
        .put("owner", budget.owner());
    ObjectNode scope = text.putObject("scope");
    scope.set("where", definition.path("where"));
    budget.scope().per().ifPresent(tag -> scope.put("per", tag));
    scope.put("value", entry.balance().value());
    text.put("window", budget.window().text()).put("window_start", windowStart.toString());
    budget.window().resetsAt(entry.at()).ifPresent(at -> text.put("window_end", at.toString()));
    text.put("settled_usd", usd(entry.settled()))
        .put("limit_usd", usd(entry.limit()))
        .put("share", new Share(entry.threshold()).fraction())
        .put("stop_at", budget.terms().stop().fraction())
        .put("owner", budget.owner());
    return text;
  }

  private static ObjectNode overrun(Alert.OverrunSeen seen) {
    Entry.Overrun entry = seen.entry();
    ObjectNode text = MAPPER.createObjectNode();
    text.put("kind", "overrun")
        .put("id", entry.call() + "." + entry.attempt())
        .put("at", entry.at().toString())
        .put("measures", "what a provider billed for an attempt beyond what was reserved for it")
        .put("call", entry.call().toString())
        .put("attempt", entry.attempt())
        .put("reserved_usd", entry.reserved().toString())
        .put("charged_usd", entry.charged().toString());
    ObjectNode tags = text.putObject("scope");
    seen.facts().principal().tags().forEach(tag -> tags.put(tag.name(), tag.value()));
    return text;
  }

  private static JsonNode tree(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a rule's own JSON can always be read", e);
    }
  }

  private static String usd(Total total) {
    return total.equals(Total.ZERO) ? "0" : total.toUsd().stripTrailingZeros().toPlainString();
  }
}
