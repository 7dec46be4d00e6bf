package dev.weir.view.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Answered.Refused;
import dev.weir.view.shape.Form;
import dev.weir.view.shape.Form.Button;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.FormField.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The form of a budget or a limit, for who may set it: the API lets nobody else try one.
record RuleForm(RuleKind kind) {
  /// What the form is sent for.
  static final String TRY = "try";

  static final String SET = "set";

  /// The version that somebody changes.
  static final String VERSION = "expected_version";

  /// The field that names a new rule.
  static final String NAME = "rule";

  /// Of a rule that is not there yet.
  Form empty() {
    List<FormField> fields = new ArrayList<>();
    fields.add(field(NAME, "Name", "text", "as support-month: letters, digits, - _ ."));
    fields.addAll(asked());
    return form("Set " + kind.word(), fields);
  }

  /// Of a rule as the API has it.
  Form of(JsonNode rule) {
    JsonNode definition = rule.required("definition");
    List<FormField> fields = new ArrayList<>(asked());
    fields.add(version(rule));
    return form("Change it", fields)
        .holding(name ->
            name.equals(VERSION)
                ? rule.required("version").asText()
                : RuleText.write(name, definition));
  }

  /// What a form sends along, so that no change of somebody else is lost.
  static FormField version(JsonNode rule) {
    return FormField.of(VERSION, "Version", "hidden").holding(rule.required("version").asText());
  }

  private Form form(String title, List<FormField> fields) {
    return Form.of(
            SET,
            title,
            "Try it first: what it would have stopped of the last month's calls. Nothing is set by"
                + " that.",
            fields)
        .previewedBy(new Button(TRY, "Try on last month"))
        .folding(rare())
        .opened();
  }

  private List<FormField> asked() {
    List<FormField> fields = new ArrayList<>();
    fields.addAll(kind == RuleKind.BUDGET ? budget() : limit());
    fields.add(
        field("per", "Apart for each", "text", "a tag as user or team; empty = all together"));
    fields.add(
        FormField.choice(
            "mode",
            "What it does",
            List.of(
                new Option("enforce", "stops calls"),
                new Option("shadow", "only notes (shadow)"))));
    fields.add(
        field("where", "For calls with", "area", "a line each: team = red, blue · user present"));
    fields.add(field("why", "Why", "text", "for the audit trail"));
    return fields;
  }

  private List<FormField> budget() {
    return List.of(
        field("limit_usd", "Limit", "text", "dollars, or as 500 EUR"),
        field("window", "In each", "text", "as month UTC, rolling 24h, total"),
        field("owner", "Owner", "text", "who is told of alerts"));
  }

  private List<FormField> limit() {
    return List.of(
        FormField.choice(
            "measure",
            "Of",
            List.of(
                new Option("requests", "requests"),
                new Option("tokens", "tokens"),
                new Option("money", "money"),
                new Option("concurrent", "calls at once"))),
        field("max", "At most", "text", "a whole number; of money dollars, or as 5 EUR"),
        field("window", "In each", "text", "as rolling 1h; none for calls at once"));
  }

  private List<FormField> rare() {
    List<FormField> fields = new ArrayList<>();
    if (kind == RuleKind.BUDGET) {
      fields.add(field("name", "Title", "text", "for people"));
      fields.add(field("alert_at", "Alert at", "text", "shares of the limit: 0.7, 0.9"));
      fields.add(field("stop_at", "Stop at", "text", "share of the limit: 1.1 unless said"));
      fields.add(
          field(
              "allowance_usd",
              "For calls without a bound",
              "text",
              "dollars held for each; empty = refused"));
    }
    fields.add(field("from", "In effect from", "text", "as 2026-12-01T00:00:00Z"));
    fields.add(field("until", "Until", "text", "likewise"));
    if (kind == RuleKind.BUDGET) {
      fields.add(field("ladder", "Before the stop", "area", "a line each: 0.8 max_tokens 512"));
    }
    return fields;
  }

  private static FormField field(String name, String label, String input, String hint) {
    return FormField.of(name, label, input).hinted(hint);
  }

  /// What is wrong with a field. Money has a field of the API for dollars and one for other
  /// currencies, and one of the form.
  static Function<String, Optional<String>> about(Refused why) {
    return name -> {
      Optional<String> direct = why.of(name);
      return switch (name) {
        case "limit_usd" -> direct.or(() -> why.of("limit"));
        case "allowance_usd" -> direct.or(() -> why.of("allowance"));
        case "max" -> direct.or(() -> why.of("max_usd")).or(() -> why.of("max_money"));
        default -> direct;
      };
    };
  }
}
