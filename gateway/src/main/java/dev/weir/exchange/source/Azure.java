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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Azure Cost Management's exports of actual and of amortised costs, of enterprise agreements and
/// customer agreements. Both have the same columns: actual ones bill reservations where they are
/// bought, amortised ones charge what used them.
final class Azure {
  private static final Set<String> KNOWN =
      Arrays.stream(
              """
              accountname accountownerid additionalinfo availabilityzone benefitid benefitname
              billingaccountid billingaccountname billingcurrency billingcurrencycode
              billingperiodenddate billingperiodstartdate billingprofileid billingprofilename
              chargetype consumedservice cost costallocationrulename costcenter
              costinbillingcurrency costinpricingcurrency costinusd currency date effectiveprice
              exchangeratedate exchangeratepricingtobilling frequency invoiceid invoicesection
              invoicesectionid invoicesectionname isazurecrediteligible location metercategory
              meterid metername meterregion metersubcategory offerid partnumber paygprice
              paygcostinbillingcurrency planname previousinvoiceid pricingcurrency pricingmodel
              product productid productname productorderid productordername provider publisherid
              publishername publishertype quantity reservationid reservationname resellername
              resellermpnid resourcegroup resourceid resourcelocation resourcename servicefamily
              serviceinfo1 serviceinfo2 serviceperiodenddate serviceperiodstartdate
              subscriptionid subscriptionname tags term unitofmeasure unitprice usagedate
              """
                  .strip()
                  .split("\\s+", -1))
          .collect(Collectors.toUnmodifiableSet());

  private static final String[] COST = {"CostInBillingCurrency", "Cost", "PreTaxCost"};
  private static final Pattern MODEL =
      Pattern.compile("(?i)(.*?)[ -](?:cached|cchd|inp|inpt|input|outp|outpt|opt|output)\\b.*");

  private final Form form;
  private final Charges charges = new Charges();

  private Azure(Form form) {
    this.form = form;
  }

  /// Which of the two exports it is. Without any commitment they are the same, and it is actual.
  static Form form(Csv csv) {
    boolean amortized = false;
    boolean actual = false;
    for (int i = 0; i < csv.rows().size(); i++) {
      CsvRow row = csv.row(i);
      String type = row.text("ChargeType").toLowerCase(Locale.ROOT);
      boolean committed = row.text("PricingModel").matches("(?i)reservation|savings ?plan");
      boolean costs = row.needDecimal(COST).signum() != 0;
      amortized |= type.startsWith("unused") || (committed && type.equals("usage") && costs);
      actual |= committed && (type.equals("purchase") || (type.equals("usage") && !costs));
    }
    if (amortized && actual) {
      throw new IllegalArgumentException(
          "%s has rows of an actual and of an amortised export; name its form, %s or %s"
              .formatted(csv.file(), Form.AZURE_ACTUAL.code(), Form.AZURE_AMORTIZED.code()));
    }
    return amortized ? Form.AZURE_AMORTIZED : Form.AZURE_ACTUAL;
  }

  static Reading read(Csv csv, Form form) {
    Azure azure = new Azure(form);
    List<BillLine> lines = new ArrayList<>();
    for (int i = 0; i < csv.rows().size(); i++) {
      lines.add(azure.line(csv.row(i)));
    }
    if (lines.isEmpty()) {
      throw new IllegalArgumentException(csv.file() + " has a header and no row");
    }
    return new Reading(
        csv.file(),
        form,
        Reading.Period.of(lines),
        Kept.rows(csv),
        lines,
        Kept.unknown(csv, KNOWN));
  }

  private BillLine line(CsvRow row) {
    Instant day = row.time("Date", "UsageDate");
    Optional<Amount> amount =
        row.decimal("Quantity").map(Units.parse(row.text("UnitOfMeasure"))::of);
    Optional<Cost> cost = Optional.of(cost(row));
    return new BillLine(
        row.number(),
        new Payer("Azure", row.text("BillingAccountId"), row.text("SubscriptionId"), ""),
        what(row),
        new Span(day, day.plus(Duration.ofDays(1))),
        amount,
        cost,
        Charges.category(row.place(), category(row), amount, cost),
        row.text("InvoiceId"));
  }

  private Cost cost(CsvRow row) {
    BigDecimal cost = row.needDecimal(COST);
    Optional<BigDecimal> list =
        row.decimal("PayGPrice").flatMap(price -> row.decimal("Quantity").map(price::multiply));
    String bill = row.text("BillingAccountId") + " " + row.text("InvoiceId");
    String currency =
        charges.currency(
            row.place(), bill, row.need("BillingCurrency", "BillingCurrencyCode", "Currency"));
    return form == Form.AZURE_ACTUAL
        ? new Cost(list, Optional.of(cost), Optional.empty(), currency)
        : new Cost(list, Optional.empty(), Optional.of(cost), currency);
  }

  private static Category category(CsvRow row) {
    String type = row.need("ChargeType");
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "usage", "unusedreservation", "unusedsavingsplan" -> Category.USAGE;
      case "purchase" -> Category.PURCHASE;
      case "refund", "adjustment", "roundingadjustment" -> Category.ADJUSTMENT;
      case "tax" -> Category.TAX;
      case "credit" -> Category.CREDIT;
      default ->
          throw row.place()
              .bad(
                  "ChargeType",
                  "is Usage, Purchase, Refund, Adjustment, Tax, Credit or Unused…",
                  type);
    };
  }

  /// Of Azure OpenAI the meter's name is a model and a direction: `gpt 4o 0806 Inp glbl Tokens`.
  private static What what(CsvRow row) {
    String meter = row.text("MeterName");
    String product = row.text("MeterCategory", "ConsumedService");
    boolean tokens = meter.toLowerCase(Locale.ROOT).contains("token");
    Optional<String> label = tokens ? MeterNames.label(meter) : Optional.empty();
    Matcher model = MODEL.matcher(meter);
    if (label.isEmpty() || !model.matches()) {
      return new What(product, "", meter, "");
    }
    return new What(
        product, MeterNames.words(model.group(1), '-'), label.get(), MeterNames.tier(meter));
  }
}
