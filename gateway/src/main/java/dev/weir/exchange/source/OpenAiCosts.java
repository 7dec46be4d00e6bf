package dev.weir.exchange.source;

import dev.weir.exchange.bill.BillLine;
import dev.weir.exchange.bill.BillLine.Amount;
import dev.weir.exchange.bill.BillLine.Cost;
import dev.weir.exchange.bill.BillLine.Payer;
import dev.weir.exchange.bill.BillLine.Span;
import dev.weir.exchange.bill.BillLine.What;
import dev.weir.exchange.bill.Category;
import dev.weir.exchange.bill.Form;
import dev.weir.exchange.bill.Reading;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// OpenAI's `GET /v1/organization/costs`: days, whole units of a currency. A line item is a model
/// and a meter, `gpt-4o-2024-08-06, cached input`, or something else.
final class OpenAiCosts {
  private static final Set<String> KNOWN =
      Set.of(
          "object",
          "amount",
          "line_item",
          "project_id",
          "api_key_id",
          "quantity",
          "quantity_unit",
          "organization_id",
          "organization_name",
          "project_name",
          "user_id");

  private final Charges charges = new Charges();

  private OpenAiCosts() {}

  static Reading read(JsonPages pages) {
    OpenAiCosts costs = new OpenAiCosts();
    return new Results(pages, KNOWN)
        .read(Form.OPENAI_COSTS, "start_time", "end_time", costs::lines);
  }

  private List<BillLine> lines(Members result, Span span, int row) {
    Members money = result.object("amount");
    BigDecimal value =
        money.decimal("value").orElseThrow(() -> result.place().bad("amount.value is missing"));
    String currency = charges.currency(result.place(), "", money.text("currency"));
    Optional<Cost> cost =
        Optional.of(new Cost(Optional.empty(), Optional.of(value), Optional.of(value), currency));
    Optional<Amount> amount =
        result
            .decimal("quantity")
            .map(quantity -> Units.parse(result.text("quantity_unit")).of(quantity));
    String item = result.text("line_item");
    return List.of(
        new BillLine(
            row,
            new Payer(
                "openai",
                result.text("organization_id"),
                result.text("project_id"),
                result.text("api_key_id")),
            what(item),
            span,
            amount,
            cost,
            Charges.category(result.place(), category(item), amount, cost),
            ""));
  }

  private static What what(String item) {
    int comma = item.lastIndexOf(", ");
    Optional<String> label = MeterNames.label(item.substring(comma + 1).strip());
    return comma < 0 || label.isEmpty()
        ? new What("", "", item, MeterNames.tier(item))
        : new What("", item.substring(0, comma), label.get(), MeterNames.tier(item));
  }

  private static Category category(String item) {
    String words = item.toLowerCase(Locale.ROOT);
    if (words.contains("credit")) {
      return Category.CREDIT;
    }
    return words.contains("discount") ? Category.DISCOUNT : Category.USAGE;
  }
}
