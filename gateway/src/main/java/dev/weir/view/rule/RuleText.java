package dev.weir.view.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.page.Answered.Refused;
import dev.weir.view.page.Cells;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Typed;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A rule as people write it in a form, and as the API has it. What a form cannot say is refused by
/// its field; everything else the API judges.
final class RuleText {
  private RuleText() {}

  /// What a form says, or why it says nothing.
  sealed interface Written {
    record Rule(ObjectNode body) implements Written {}

    record Unreadable(Refused why) implements Written {}
  }

  private static final class NotWritten extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Refused why;

    NotWritten(String field, String rule, String value) {
      super(null, null, false, false);
      this.why =
          new Refused(400, "invalid", "field '%s' %s, was '%s'".formatted(field, rule, value));
    }
  }

  static Written read(RuleKind kind, Entered form) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    try {
      switch (kind) {
        case BUDGET -> budget(form, body);
        case LIMIT -> limit(form, body);
      }
      form.find("where").ifPresent(text -> body.set("where", where(text)));
      for (String name : List.of("per", "window", "mode", "from", "until")) {
        form.find(name).ifPresent(text -> body.put(name, text));
      }
      return new Written.Rule(body);
    } catch (NotWritten unreadable) {
      return new Written.Unreadable(unreadable.why);
    }
  }

  private static void budget(Entered form, ObjectNode body) {
    for (String name : List.of("name", "owner")) {
      form.find(name).ifPresent(text -> body.put(name, text));
    }
    money(form, body, "limit_usd", "limit");
    money(form, body, "allowance_usd", "allowance");
    form.find("stop_at").ifPresent(text -> body.put("stop_at", decimal("stop_at", text)));
    form.find("alert_at")
        .ifPresent(text -> {
          ArrayNode shares = body.putArray("alert_at");
          words(text, "[,\\s]+").forEach(each -> shares.add(decimal("alert_at", each)));
        });
    form.find("ladder").ifPresent(text -> ladder(text, body.putArray("ladder")));
  }

  private static void limit(Entered form, ObjectNode body) {
    form.find("measure").ifPresent(text -> body.put("measure", text));
    if (form.text("measure").equals("money")) {
      money(form, body, "max", "max_usd", "max_money");
    } else {
      form.find("max").ifPresent(text -> body.put("max", whole("max", text)));
    }
  }

  private static void money(Entered form, ObjectNode body, String dollars, String any) {
    money(form, body, dollars, dollars, any);
  }

  /// Dollars as a number, or any currency as `500 EUR`.
  private static void money(
      Entered form, ObjectNode body, String field, String dollars, String any) {
    form.find(field)
        .ifPresent(text -> body.put(text.matches(".*[A-Za-z].*") ? any : dollars, text));
  }

  private static BigDecimal decimal(String field, String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException none) {
      throw new NotWritten(field, "is a share of the limit as 0.7", text);
    }
  }

  private static long whole(String field, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException none) {
      throw new NotWritten(field, "has a whole number", text);
    }
  }

  private static ArrayNode where(String text) {
    ArrayNode conditions = Typed.conditions(text);
    for (JsonNode condition : conditions) {
      if (condition.size() == 1) {
        throw new NotWritten(
            "where",
            "has lines as 'team = red, blue' or 'user present'",
            condition.required("tag").asText());
      }
    }
    return conditions;
  }

  private static void ladder(String text, ArrayNode rungs) {
    for (String line : words(text, "\\R")) {
      List<String> parts = words(line, "\\s+");
      if (parts.size() != 3 || !List.of("max_tokens", "substitute").contains(parts.get(1))) {
        throw new NotWritten(
            "ladder", "has lines as '0.8 max_tokens 512' or '0.95 substitute gpt-4o-mini'", line);
      }
      ObjectNode rung = rungs.addObject().put("at", decimal("ladder", parts.get(0)));
      if (parts.get(1).equals("max_tokens")) {
        rung.put("max_tokens", whole("ladder", parts.get(2)));
      } else {
        rung.put("substitute", parts.get(2));
      }
    }
  }

  private static List<String> words(String text, String between) {
    return Arrays.stream(text.split(between, -1))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /// What of a rule the API has is written in a field of its form.
  static String write(String field, JsonNode rule) {
    return switch (field) {
      case "where" -> conditions(rule).collect(Collectors.joining("\n"));
      case "ladder" ->
          rule.path(field).valueStream().map(RuleText::rung).collect(Collectors.joining("\n"));
      case "alert_at" ->
          rule.path(field).valueStream().map(JsonNode::asText).collect(Collectors.joining(", "));
      case "limit_usd" -> either(rule, "limit_usd", "limit");
      case "allowance_usd" -> either(rule, "allowance_usd", "allowance");
      case "max" -> either(rule, "max", "max_usd", "max_money");
      default -> rule.path(field).asText();
    };
  }

  /// Its conditions, one line each.
  static Stream<String> conditions(JsonNode rule) {
    return Typed.conditions(rule.path("where"));
  }

  private static String rung(JsonNode rung) {
    String does = rung.has("max_tokens") ? "max_tokens" : "substitute";
    return "%s %s %s".formatted(rung.path("at").asText(), does, rung.path(does).asText());
  }

  private static String either(JsonNode rule, String... fields) {
    return Arrays.stream(fields)
        .map(field -> Cells.text(rule, field))
        .flatMap(Optional::stream)
        .findFirst()
        .orElse("");
  }
}
