package dev.weir.view.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.base.money.Total;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.identity.TagNames;
import dev.weir.flow.identity.Tags;
import dev.weir.flow.ledger.Alert;
import dev.weir.flow.projection.RaisedAlerts;
import dev.weir.flow.projection.RaisedAlerts.Raised;
import dev.weir.flow.rule.BalanceKey;
import dev.weir.flow.rule.Budget;
import dev.weir.flow.rule.Rule;
import dev.weir.flow.rule.Share;
import dev.weir.view.person.Pseudonyms;
import dev.weir.view.person.Veil;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An alert as JSON that explains itself; docs/alerts.md. It leaves what roles see, so users are
/// pseudonyms in all of it.
///
/// @param subject what people read of it first
/// @param id the same whenever the same alert is sent; printable ASCII without blanks
record AlertText(String id, String subject, String json) {
  private static final JsonMapper MAPPER = new JsonMapper();

  static AlertText of(Alert alert, Pseudonyms users) {
    return switch (alert) {
      case Alert.ThresholdPassed passed ->
          threshold(passed.entry(), Optional.of(passed.budget()), users);
      case Alert.ModelDrifted drifted -> drift(drifted.entry());
      case Alert.KeyBypassed bypassed -> bypass(bypassed.entry());
      case Alert.ScopeGrown grown -> growth(grown.entry());
      case Alert.OverrunSeen seen -> overrun(seen.entry(), seen.facts().principal().tags(), users);
    };
  }

  static AlertText of(Raised raised, Pseudonyms users) {
    return switch (raised) {
      case RaisedAlerts.Threshold threshold ->
          threshold(threshold.entry(), threshold.budget(), users);
      case RaisedAlerts.Drifted drifted -> drift(drifted.entry());
      case RaisedAlerts.Bypassed bypassed -> bypass(bypassed.entry());
      case RaisedAlerts.ScopeGrew grew -> growth(grew.entry());
      case RaisedAlerts.Overran overran -> overrun(overran.entry(), overran.tags(), users);
    };
  }

  /// Tells nothing but that alerts arrive.
  static AlertText test(Instant at, String who) {
    String id = "test/" + at;
    ObjectNode text = MAPPER.createObjectNode();
    text.put("kind", "test")
        .put("id", id)
        .put("at", at.toString())
        .put("measures", "whether alerts arrive here")
        .put("who", who);
    return new AlertText(id, "A test of Weir's alerts", text.toString());
  }

  /// The same for people: a line for each field.
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    add("", tree(json), lines);
    return lines;
  }

  private static void add(String before, JsonNode node, List<String> lines) {
    node.properties()
        .forEach(field -> {
          String name = before + field.getKey().replace('_', ' ');
          if (field.getValue().isObject()) {
            add(name + " ", field.getValue(), lines);
          } else {
            JsonNode value = field.getValue();
            lines.add(name + ": " + (value.isValueNode() ? value.asText() : value.toString()));
          }
        });
  }

  /// A tag value may be any text, so it is encoded as in a URL.
  private static String id(Entry.Alerted entry, String value) {
    BalanceKey balance = entry.balance();
    return "%s/%s/%d/%d"
        .formatted(
            balance.rule(),
            URLEncoder.encode(value, StandardCharsets.UTF_8),
            balance.slice(),
            entry.threshold());
  }

  /// Of a budget that is gone it is not known any more whether it was per user.
  private static String value(Entry.Alerted entry, Optional<Budget> budget, Veil veil) {
    String value = entry.balance().value();
    boolean isOfUser =
        budget
            .map(known -> known.scope().per().filter(TagNames.USER::equals).isPresent())
            .orElse(true);
    return isOfUser ? veil.shown(value) : value;
  }

  private static AlertText threshold(
      Entry.Alerted entry, Optional<Budget> budget, Pseudonyms users) {
    Veil veil = Veil.of(users);
    String value = value(entry, budget, veil);
    ObjectNode text = MAPPER.createObjectNode();
    text.put("kind", "budget_threshold")
        .put("id", id(entry, value))
        .put("at", entry.at().toString())
        .put("measures", "settled cost in USD of the calls that match the scope, in the window");
    ObjectNode of = text.putObject("budget").put("id", Rule.idOf(entry.balance().rule()));
    ObjectNode scope = text.putObject("scope");
    budget.ifPresent(known -> {
      of.put("name", known.name()).put("owner", known.owner());
      scope.set("where", veil.over(tree(known.json())).path("where"));
      known.scope().per().ifPresent(tag -> scope.put("per", tag));
      text.put("window", known.window().text());
      known.window().resetsAt(entry.at()).ifPresent(at -> text.put("window_end", at.toString()));
      if (!known.limit().isInDollars()) {
        text.put("limit_set", known.limit().toString());
      }
      text.put("stop_at", known.terms().stop().fraction()).put("owner", known.owner());
    });
    scope.put("value", value);
    text.put("window_start", Instant.ofEpochSecond(entry.balance().slice()).toString())
        .put("settled_usd", usd(entry.settled()))
        .put("limit_usd", usd(entry.limit()))
        .put("share", new Share(entry.threshold()).fraction());
    String percent =
        new Share(entry.threshold())
            .fraction()
            .movePointRight(2)
            .stripTrailingZeros()
            .toPlainString();
    String subject =
        "Budget %s%s reached %s %% of its limit"
            .formatted(
                of.path("name").asText(of.path("id").asText()),
                value.isEmpty() ? "" : " of " + value,
                percent);
    return new AlertText(text.path("id").asText(), subject, text.toString());
  }

  private static AlertText overrun(Entry.Overrun entry, Tags of, Pseudonyms users) {
    String id = entry.call() + "." + entry.attempt();
    ObjectNode text = MAPPER.createObjectNode();
    text.put("kind", "overrun")
        .put("id", id)
        .put("at", entry.at().toString())
        .put("measures", "what a provider billed for an attempt beyond what was reserved for it")
        .put("call", entry.call().toString())
        .put("attempt", entry.attempt())
        .put("reserved_usd", entry.reserved().toString())
        .put("charged_usd", entry.charged().toString());
    ObjectNode tags = text.putObject("scope");
    Veil veil = Veil.of(users);
    of.forEach(tag ->
        tags.put(
            tag.name(), tag.name().equals(TagNames.USER) ? veil.shown(tag.value()) : tag.value()));
    return new AlertText(id, "A call was charged more than was reserved", text.toString());
  }

  private static AlertText drift(Entry.Drifted entry) {
    String id = "drift/" + entry.call();
    ObjectNode text = MAPPER.createObjectNode();
    text.put("kind", "model_drift")
        .put("id", id)
        .put("at", entry.at().toString())
        .put("measures", "which model a provider answers with when it is asked for one by name")
        .put("provider", entry.provider())
        .put("model", entry.model())
        .put("model_before", entry.before())
        .put("model_now", entry.now())
        .put("call", entry.call().toString());
    String subject =
        "%s answers %s with %s".formatted(entry.provider(), entry.model(), entry.now());
    return new AlertText(id, subject, text.toString());
  }

  private static AlertText bypass(Entry.Bypassed entry) {
    String id =
        "bypass/%s/%s/%s"
            .formatted(
                URLEncoder.encode(entry.provider(), StandardCharsets.UTF_8),
                URLEncoder.encode(entry.key(), StandardCharsets.UTF_8),
                entry.day());
    ObjectNode text = MAPPER.createObjectNode();
    text.put("kind", "bypass")
        .put("id", id)
        .put("at", entry.at().toString())
        .put("measures", "what a provider says was used with a key that the gateway does not have")
        .put("provider", entry.provider())
        .put("key", entry.key())
        .put("day", entry.day().toString())
        .put("requests", entry.requests())
        .put("tokens", entry.tokens());
    String subject = "Key %s was used beside the gateway".formatted(entry.key());
    return new AlertText(id, subject, text.toString());
  }

  private static AlertText growth(Entry.ScopeGrew entry) {
    String id =
        "scope/%s/%s/%s"
            .formatted(
                URLEncoder.encode(entry.useCase(), StandardCharsets.UTF_8),
                entry.kind(),
                URLEncoder.encode(entry.part(), StandardCharsets.UTF_8));
    ObjectNode text = MAPPER.createObjectNode();
    text.put("kind", "scope_growth")
        .put("id", id)
        .put("at", entry.at().toString())
        .put("measures", "what calls for a use case show of its scope that nobody has approved")
        .put("use_case", entry.useCase())
        .put("part_kind", entry.kind())
        .put("part", entry.part())
        .put("name", entry.name())
        .put("calls", entry.calls());
    String subject =
        "Use case %s: %s %s is more than was approved"
            .formatted(entry.useCase(), entry.kind(), entry.name());
    return new AlertText(id, subject, text.toString());
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
