package dev.weir.view.spend;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.console.Answered.Refused;
import dev.weir.view.console.Entered;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.FormField.Option;
import dev.weir.view.spend.Sheet.Button;
import dev.weir.view.spend.Sheet.Part.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The form of a budget or a limit, with what is in force or what was entered.
///
/// @param values what a field holds
/// @param why what was refused; empty = nothing yet
record RuleForm(RuleKind kind, Function<String, String> values, Optional<Refused> why) {
  /// What the form is sent for.
  static final String TRY = "try";

  static final String SET = "set";

  /// The field that names a new rule.
  static final String NAME = "rule";

  static RuleForm of(RuleKind kind, JsonNode rule) {
    return new RuleForm(kind, field -> RuleText.write(field, rule), Optional.empty());
  }

  static RuleForm of(RuleKind kind, Entered entered) {
    return new RuleForm(kind, entered::text, Optional.empty());
  }

  RuleForm refused(Refused refused) {
    return new RuleForm(kind, values, Optional.of(refused));
  }

  /// @param isNew whether its name is still to be said
  /// @param maySet whether who reads it may set it; others may try
  Form form(boolean isNew, boolean maySet) {
    List<FormField> fields = new ArrayList<>();
    if (isNew) {
      fields.add(field(NAME, "Name", "text", "as support-month: letters, digits, - _ ."));
    }
    fields.addAll(kind == RuleKind.BUDGET ? budget() : limit());
    fields.add(
        field("per", "Apart for each", "text", "a tag as user or team; empty = all together"));
    fields.add(
        choice(
            "mode",
            "What it does",
            List.of(
                new Option("enforce", "stops calls"),
                new Option("shadow", "only notes (shadow)"))));
    fields.add(
        field("where", "For calls with", "area", "a line each: team = red, blue · user present"));
    if (maySet) {
      fields.add(field("why", "Why", "text", "for the audit trail"));
    }
    Button tries = Button.plain("Try on last month", TRY);
    Form form =
        maySet
            ? Form.of(
                isNew ? "New " + kind.word() : "Change it",
                "Try it first: what it would have stopped of the last month's calls. Nothing is set"
                    + " by that.",
                fields,
                Button.primary("Set " + kind.word(), SET),
                tries)
            : Form.of("Try a change", "Nothing is set.", fields, tries);
    Form whole = form.folding(rare());
    return why.map(whole::refused).orElse(whole);
  }

  private List<FormField> budget() {
    return List.of(
        field("limit_usd", "Limit", "text", "dollars, or as 500 EUR"),
        field("window", "In each", "text", "as month UTC, rolling 24h, total"),
        field("owner", "Owner", "text", "who is told of alerts"));
  }

  private List<FormField> limit() {
    return List.of(
        choice(
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

  private FormField field(String name, String label, String input, String hint) {
    return dressed(FormField.of(name, label, input).hinted(hint));
  }

  private FormField choice(String name, String label, List<Option> options) {
    return dressed(FormField.choice(name, label, options));
  }

  private FormField dressed(FormField field) {
    return field
        .holding(values.apply(field.name()))
        .wrong(why.flatMap(refused -> about(refused, field.name())));
  }

  /// Money has a field of the API for dollars and one for other currencies, and one of the form.
  private static Optional<String> about(Refused why, String name) {
    Optional<String> direct = why.of(name);
    return switch (name) {
      case "limit_usd" -> direct.or(() -> why.of("limit"));
      case "allowance_usd" -> direct.or(() -> why.of("allowance"));
      case "max" -> direct.or(() -> why.of("max_usd")).or(() -> why.of("max_money"));
      default -> direct;
    };
  }
}
