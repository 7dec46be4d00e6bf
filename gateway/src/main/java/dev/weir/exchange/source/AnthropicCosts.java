package dev.weir.exchange.source;

import dev.weir.exchange.bill.BillLine;
import dev.weir.exchange.bill.BillLine.Cost;
import dev.weir.exchange.bill.BillLine.Payer;
import dev.weir.exchange.bill.BillLine.Span;
import dev.weir.exchange.bill.BillLine.What;
import dev.weir.exchange.bill.Category;
import dev.weir.exchange.bill.Form;
import dev.weir.exchange.bill.Reading;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Anthropic's `GET /v1/organizations/cost_report`. Its `amount` is a text in **hundredths** of the
/// currency: `"123.45"` in USD is $1.2345.
final class AnthropicCosts {
  private static final Set<String> KNOWN =
      Set.of(
          "amount",
          "currency",
          "description",
          "cost_type",
          "context_window",
          "model",
          "service_tier",
          "inference_geo",
          "workspace_id",
          "token_type",
          "speed");

  private final Charges charges = new Charges();

  private AnthropicCosts() {}

  static Reading read(JsonPages pages) {
    AnthropicCosts costs = new AnthropicCosts();
    return new Results(pages, KNOWN)
        .read(Form.ANTHROPIC_COSTS, "starting_at", "ending_at", costs::lines);
  }

  private List<BillLine> lines(Members result, Span span, int row) {
    if (!result.node().path("amount").isTextual()) {
      throw result
          .place()
          .bad("amount", "is a text, in hundredths", result.node().path("amount").toString());
    }
    BigDecimal value = result.decimal("amount").orElse(BigDecimal.ZERO).movePointLeft(2);
    String currency = charges.currency(result.place(), "", result.text("currency"));
    Optional<Cost> cost =
        Optional.of(new Cost(Optional.empty(), Optional.of(value), Optional.of(value), currency));
    return List.of(
        new BillLine(
            row,
            new Payer("anthropic", "", result.text("workspace_id"), ""),
            new What("", result.text("model"), meter(result), result.text("service_tier")),
            span,
            Optional.empty(),
            cost,
            Charges.category(result.place(), Category.USAGE, Optional.empty(), cost),
            ""));
  }

  private static String meter(Members result) {
    return switch (result.text("cost_type")) {
      case "web_search" -> "web_search";
      case "code_execution" -> "code_session";
      default ->
          MeterNames.label(result.text("token_type").replaceAll("\\.", " "))
              .or(() -> MeterNames.label(result.text("description")))
              .orElse(result.text("description"));
    };
  }
}
