package dev.weir.exchange.source;

import dev.weir.exchange.bill.BillLine;
import dev.weir.exchange.bill.BillLine.Amount;
import dev.weir.exchange.bill.BillLine.Cost;
import dev.weir.exchange.bill.BillLine.Payer;
import dev.weir.exchange.bill.Category;
import dev.weir.exchange.bill.Form;
import dev.weir.exchange.bill.Reading;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// AWS's Cost and Usage Report 2.0, of every service; of Bedrock's rows also models and meters
/// ([BedrockUsageType]).
final class AwsCur {
  private static final Pattern KNOWN =
      Pattern.compile(
          "(line_item|bill|pricing|product|reservation|savings_plan|identity|discount"
              + "|split_line_item|capacity_reservation|resource_tags|cost_category)(_.*)?|tags");

  private final Charges charges = new Charges();

  private AwsCur() {}

  static Reading read(Csv csv) {
    AwsCur cur = new AwsCur();
    List<BillLine> lines = new ArrayList<>();
    for (int i = 0; i < csv.rows().size(); i++) {
      lines.add(cur.line(csv.row(i)));
    }
    if (lines.isEmpty()) {
      throw new IllegalArgumentException(csv.file() + " has a header and no row");
    }
    return new Reading(
        csv.file(),
        Form.AWS_CUR,
        Reading.Period.of(lines),
        Kept.rows(csv),
        lines,
        Kept.unknown(csv, column -> KNOWN.matcher(column).matches()));
  }

  private BillLine line(CsvRow row) {
    BedrockUsageType bedrock = BedrockUsageType.of(row);
    Optional<Amount> amount = row.decimal("line_item_usage_amount").map(bedrock::amount);
    Optional<Cost> cost = Optional.of(cost(row));
    Instant begins = row.time("line_item_usage_start_date");
    return new BillLine(
        row.number(),
        new Payer(
            "AWS",
            row.text("bill_payer_account_id"),
            row.need("line_item_usage_account_id"),
            row.text("line_item_iam_principal", "line_item_user_identifier")),
        bedrock.what(),
        Charges.span(row.place(), begins, row.time("line_item_usage_end_date")),
        amount,
        cost,
        Charges.category(row.place(), category(row), amount, cost),
        row.text("bill_invoice_id"));
  }

  private Cost cost(CsvRow row) {
    String bill = row.text("bill_payer_account_id") + " " + row.text("bill_invoice_id");
    BigDecimal billed = row.needDecimal("line_item_unblended_cost");
    return new Cost(
        row.decimal("pricing_public_on_demand_cost"),
        Optional.of(billed),
        Optional.of(effective(row).orElse(billed)),
        charges.currency(row.place(), bill, row.need("line_item_currency_code")));
  }

  private static Optional<BigDecimal> effective(CsvRow row) {
    return switch (row.need("line_item_line_item_type")) {
      case "SavingsPlanCoveredUsage" -> row.decimal("savings_plan_savings_plan_effective_cost");
      case "DiscountedUsage" -> row.decimal("reservation_effective_cost");
      default -> Optional.empty();
    };
  }

  private static Category category(CsvRow row) {
    String type = row.need("line_item_line_item_type");
    String words = type.toLowerCase(Locale.ROOT);
    if (words.equals("credit")) {
      return Category.CREDIT;
    }
    if (words.equals("refund")) {
      return Category.ADJUSTMENT;
    }
    if (words.equals("tax")) {
      return Category.TAX;
    }
    if (words.endsWith("fee")) {
      return Category.PURCHASE;
    }
    if (words.endsWith("discount") || words.equals("savingsplannegation")) {
      return Category.DISCOUNT;
    }
    if (words.endsWith("usage")) {
      return Category.USAGE;
    }
    throw row.place()
        .bad("line_item_line_item_type", "is a usage, fee, tax, credit, refund or discount", type);
  }
}
