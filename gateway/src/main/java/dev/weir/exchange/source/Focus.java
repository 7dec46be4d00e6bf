package dev.weir.exchange.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.exchange.bill.BillLine;
import dev.weir.exchange.bill.BillLine.Amount;
import dev.weir.exchange.bill.BillLine.Cost;
import dev.weir.exchange.bill.BillLine.Payer;
import dev.weir.exchange.bill.BillLine.What;
import dev.weir.exchange.bill.Category;
import dev.weir.exchange.bill.Form;
import dev.weir.exchange.bill.Reading;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// FOCUS 1.0 to 1.4, of any issuer. The bill is about its billing periods: a charge may be for a
/// longer time than it is billed in. Models and keys are read from the columns and the keys of
/// `SkuPriceDetails` that issuers have for them.
final class Focus {
  private static final JsonMapper MAPPER = new JsonMapper();

  private final Csv csv;
  private final Charges charges = new Charges();
  private final List<BillLine> lines = new ArrayList<>();
  private Instant from = Instant.MAX;
  private Instant to = Instant.MIN;

  private Focus(Csv csv) {
    this.csv = csv;
  }

  static Reading read(Csv csv) {
    return new Focus(csv).read();
  }

  private Reading read() {
    for (int i = 0; i < csv.rows().size(); i++) {
      CsvRow row = csv.row(i);
      Instant begins = row.time("BillingPeriodStart");
      Instant ends = row.time("BillingPeriodEnd");
      from = begins.isBefore(from) ? begins : from;
      to = ends.isAfter(to) ? ends : to;
      lines.add(line(row));
    }
    if (lines.isEmpty()) {
      throw new IllegalArgumentException(csv.file() + " has a header and no row");
    }
    Reading.Period period = new Reading.Period(day(from), day(to));
    return new Reading(
        csv.file(),
        Form.FOCUS,
        period,
        Kept.rows(csv),
        lines,
        Kept.unknown(csv, FocusColumns.KNOWN));
  }

  private static LocalDate day(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }

  private BillLine line(CsvRow row) {
    Optional<Amount> amount = amount(row);
    Optional<Cost> cost = Optional.of(cost(row));
    return new BillLine(
        row.number(),
        new Payer(
            row.text("ServiceProviderName", "ProviderName", "PublisherName"),
            row.need("BillingAccountId"),
            row.text("SubAccountId"),
            row.text("CredentialId", "x_CredentialId", "x_ApiKeyId", "x_KeyId")),
        what(row),
        Charges.span(row.place(), row.time("ChargePeriodStart"), row.time("ChargePeriodEnd")),
        amount,
        cost,
        Charges.category(row.place(), category(row), amount, cost),
        row.text("InvoiceId"));
  }

  private Cost cost(CsvRow row) {
    String bill = row.text("BillingAccountId") + " " + row.text("InvoiceId");
    return new Cost(
        row.decimal("ListCost"),
        Optional.of(row.needDecimal("BilledCost")),
        row.decimal("EffectiveCost"),
        charges.currency(row.place(), bill, row.need("BillingCurrency")));
  }

  private static Optional<Amount> amount(CsvRow row) {
    Optional<BigDecimal> consumed = row.decimal("ConsumedQuantity");
    if (consumed.isPresent()) {
      return consumed.map(Units.parse(row.text("ConsumedUnit"))::of);
    }
    return row.decimal("PricingQuantity").map(Units.parse(row.text("PricingUnit"))::of);
  }

  private static Category category(CsvRow row) {
    if (row.text("ChargeClass").equalsIgnoreCase("Correction")) {
      return Category.ADJUSTMENT;
    }
    String category = row.need("ChargeCategory");
    return switch (category.toLowerCase(Locale.ROOT)) {
      case "usage" -> Category.USAGE;
      case "purchase" -> Category.PURCHASE;
      case "tax" -> Category.TAX;
      case "credit" -> Category.CREDIT;
      case "adjustment" -> Category.ADJUSTMENT;
      default ->
          throw row.place()
              .bad(
                  "ChargeCategory", "is one of Usage, Purchase, Tax, Credit, Adjustment", category);
    };
  }

  private static What what(CsvRow row) {
    JsonNode details = details(row);
    String model =
        row.find("x_ModelId", "x_Model", "x_ModelName")
            .orElseGet(() -> detail(details, "ModelId", "x_ModelId", "x_Model", "x_ModelName"));
    String named = row.text("x_Meter", "SkuMeter");
    String meter = MeterNames.label(named).orElse(named);
    String tier =
        row.find("x_ServiceTier").orElseGet(() -> detail(details, "x_ServiceTier", "ServiceTier"));
    return new What(row.text("ServiceName"), model, meter, tier);
  }

  private static String detail(JsonNode details, String... names) {
    for (String name : names) {
      String text = details.path(name).asText("");
      if (!text.isEmpty()) {
        return text;
      }
    }
    return "";
  }

  private static JsonNode details(CsvRow row) {
    String text = row.text("SkuPriceDetails", "x_SkuDetails");
    try {
      return text.startsWith("{") ? MAPPER.readTree(text) : MAPPER.missingNode();
    } catch (JsonProcessingException e) {
      throw row.place().bad("SkuPriceDetails", "is a JSON object", text);
    }
  }
}
