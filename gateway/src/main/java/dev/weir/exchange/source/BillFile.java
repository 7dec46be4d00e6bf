package dev.weir.exchange.source;

import dev.weir.exchange.bill.Form;
import dev.weir.exchange.bill.Reading;
import java.util.Optional;

/// A file that was handed in. What it is, its content says, or whoever hands it in.
///
/// @param name for messages
public record BillFile(String name, String text) {
  /// Most characters of a file.
  public static final int CHARACTERS_MAX = 32 << 20;

  public BillFile {
    text = text.startsWith("\uFEFF") ? text.substring(1) : text;
    if (text.length() > CHARACTERS_MAX) {
      throw new IllegalArgumentException(
          "a bill has at most %,d characters, %s has %,d"
              .formatted(CHARACTERS_MAX, name, text.length()));
    }
  }

  /// Reads all of it.
  ///
  /// @param asked the form it is said to have
  /// @throws IllegalArgumentException naming file, place, rule and value
  public Reading read(Optional<Form> asked) {
    return isJson() ? json(asked) : table(Csv.parse(name, text), asked);
  }

  boolean isJson() {
    String start = text.substring(0, Math.min(text.length(), 256)).stripLeading();
    return start.startsWith("{") || start.startsWith("[");
  }

  private Reading json(Optional<Form> asked) {
    JsonPages pages = JsonPages.parse(name, text);
    Form form = asked.or(pages::form).orElseThrow(() -> unknown(name));
    return switch (form) {
      case OPENAI_USAGE -> OpenAiUsage.read(pages);
      case OPENAI_COSTS -> OpenAiCosts.read(pages);
      case ANTHROPIC_USAGE -> AnthropicUsage.read(pages);
      case ANTHROPIC_COSTS -> AnthropicCosts.read(pages);
      case AWS_CUR, FOCUS, AZURE_ACTUAL, AZURE_AMORTIZED -> throw misread(name, form, "JSON");
    };
  }

  static Reading table(Csv csv, Optional<Form> asked) {
    Form form = asked.or(() -> form(csv)).orElseThrow(() -> unknown(csv.file()));
    return switch (form) {
      case AWS_CUR -> AwsCur.read(csv);
      case FOCUS -> Focus.read(csv);
      case AZURE_ACTUAL, AZURE_AMORTIZED -> Azure.read(csv, form);
      case OPENAI_USAGE, OPENAI_COSTS, ANTHROPIC_USAGE, ANTHROPIC_COSTS ->
          throw misread(csv.file(), form, "a table");
    };
  }

  private static Optional<Form> form(Csv csv) {
    if (csv.has("line_item_usage_type", "line_item_line_item_type")) {
      return Optional.of(Form.AWS_CUR);
    }
    if (csv.has("BilledCost", "ChargeCategory", "BillingCurrency")) {
      return Optional.of(Form.FOCUS);
    }
    return csv.has("MeterId", "ChargeType", "UnitOfMeasure")
        ? Optional.of(Azure.form(csv))
        : Optional.empty();
  }

  private static IllegalArgumentException unknown(String name) {
    return new IllegalArgumentException(
        "%s is none of the forms Weir knows by their content; name one of %s"
            .formatted(name, Form.codes()));
  }

  private static IllegalArgumentException misread(String name, Form form, String is) {
    return new IllegalArgumentException(
        "%s is %s, which the form %s never is".formatted(name, is, form.code()));
  }
}
