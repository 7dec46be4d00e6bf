package dev.weir.exchange.focus;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.exchange.reconcile.Certainty;
import dev.weir.flow.agreement.DueKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// What stands in FOCUS's columns for a charge.
///
/// A quantity at its price is a row of the category Usage, whose cost is exactly price × quantity.
/// What was charged beyond that has no price of one unit, and is a row of the category Adjustment
/// without price and quantity: the bound of attempts that nobody ended, and what a graduated tier
/// makes cheaper or dearer than the price of its last step. Their costs add up to the charge.
final class RowsOfCharge {
  private static final String CURRENCY = "USD";

  private final UnaryOperator<String> priceName;
  private final Function<Charged, Certainty> certainty;

  /// @param priceName a provider's name in the price book, by its configured name
  RowsOfCharge(UnaryOperator<String> priceName, Function<Charged, Certainty> certainty) {
    this.priceName = priceName;
    this.certainty = certainty;
  }

  /// @param allocations of the piece that the charge is of
  List<FocusRow> of(Charged charged, FocusQuery.Granularity granularity, Allocations allocations) {
    Optional<DueKind> due = DueKind.of(charged.meter());
    if (due.isPresent()) {
      DueKind kind = due.get();
      return DueRow.of(
          common(charged, granularity), charged, kind, allocations.next(charged, kind));
    }
    List<FocusRow> rows = new ArrayList<>();
    BigDecimal priced =
        charged
            .prices()
            .map(prices -> prices.paid().multiply(charged.quantity()))
            .orElse(BigDecimal.ZERO);
    if (charged.prices().isPresent() && charged.quantity().signum() != 0) {
      Map<String, String> values = common(charged, granularity);
      addUsage(values, charged, charged.prices().get());
      rows.add(new FocusRow(values));
    }
    BigDecimal rest = charged.amount().subtract(priced);
    if (rest.signum() != 0) {
      Map<String, String> values = common(charged, granularity);
      addAdjustment(values, charged, rest);
      rows.add(new FocusRow(values));
    }
    return rows;
  }

  private Map<String, String> common(Charged charged, FocusQuery.Granularity granularity) {
    Map<String, String> values = new HashMap<>();
    addPeriods(values, charged, granularity);
    addParties(values, charged);
    addOwn(values, charged);
    values.put("BillingCurrency", CURRENCY);
    values.put("PricingCurrency", CURRENCY);
    values.put("ChargeFrequency", "Usage-Based");
    if (charged.afterClosing()) {
      values.put("ChargeClass", "Correction");
    }
    values.put("ServiceCategory", "AI and Machine Learning");
    values.put("ServiceSubcategory", "Generative AI");
    if (!charged.source().region().isEmpty()) {
      values.put("RegionId", charged.source().region());
      values.put("RegionName", charged.source().region());
    }
    tags(charged).ifPresent(tags -> values.put("Tags", tags));
    return values;
  }

  static Optional<String> tags(Charged charged) {
    ObjectNode tags = JsonNodeFactory.instance.objectNode();
    charged.tags().forEach(tags::put);
    return tags.isEmpty() ? Optional.empty() : Optional.of(tags.toString());
  }

  private static void addPeriods(
      Map<String, String> values, Charged charged, FocusQuery.Granularity granularity) {
    values.put("ChargePeriodStart", charged.start().toString());
    values.put("ChargePeriodEnd", granularity.end(charged.start()).toString());
    values.put("BillingPeriodStart", start(charged.billed()).toString());
    values.put("BillingPeriodEnd", start(charged.billed().plusMonths(1)).toString());
  }

  private static Instant start(YearMonth month) {
    return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private void addParties(Map<String, String> values, Charged charged) {
    Charged.Source source = charged.source();
    Seller seller = Seller.of(priceName.apply(source.provider()));
    values.put("ProviderName", seller.name());
    values.put("PublisherName", seller.publisherOf(source.charged()));
    values.put("ServiceProviderName", seller.name());
    values.put("HostProviderName", seller.host());
    values.put("InvoiceIssuerName", seller.name());
    values.put("ServiceName", seller.service());
    values.put("BillingAccountId", source.provider());
    values.put("BillingAccountName", source.provider());
    values.put("BillingAccountType", "Provider Account");
    if (!source.slot().isEmpty()) {
      values.put("SubAccountId", source.slot());
      values.put("SubAccountName", source.slot());
      values.put("SubAccountType", "Provider Key");
    }
  }

  private void addOwn(Map<String, String> values, Charged charged) {
    Charged.Basis basis = charged.basis();
    values.put("x_CostBasis", certainty.apply(charged).code());
    putKnown(values, "x_Model", charged.source().model());
    putKnown(values, "x_ModelServed", charged.source().modelServed());
    putKnown(values, "x_ServiceTier", charged.source().tier());
    putKnown(values, "x_UsageProvenance", basis.provenance());
    putKnown(values, "x_PriceBookVersion", basis.priceBook());
    putKnown(values, "x_Unpriced", basis.unpriced());
    putKnown(values, "x_CorrectionSource", basis.correction());
    putKnown(values, "x_UseCaseId", basis.useCase());
  }

  static void putKnown(Map<String, String> values, String column, String value) {
    if (!value.isBlank()) {
      values.put(column, value);
    }
  }

  private void addUsage(Map<String, String> values, Charged charged, Charged.Prices prices) {
    MeterKind kind = MeterKind.of(charged.meter());
    BigDecimal per = BigDecimal.valueOf(kind.per());
    BigDecimal cost = prices.paid().multiply(charged.quantity());
    values.put("ChargeCategory", "Usage");
    values.put("ChargeDescription", described(charged, ""));
    values.put("PricingCategory", "Standard");
    values.put("ConsumedQuantity", plain(charged.quantity()));
    values.put("ConsumedUnit", kind.unit());
    values.put("PricingQuantity", plain(charged.quantity().divide(per)));
    values.put("PricingUnit", kind.pricingUnit());
    values.put("ListUnitPrice", plain(prices.list().multiply(per)));
    values.put("ContractedUnitPrice", plain(prices.paid().multiply(per)));
    values.put("PricingCurrencyListUnitPrice", plain(prices.list().multiply(per)));
    values.put("PricingCurrencyContractedUnitPrice", plain(prices.paid().multiply(per)));
    addCosts(values, cost, prices.list().multiply(charged.quantity()));
    addSku(values, charged, kind);
  }

  private void addAdjustment(Map<String, String> values, Charged charged, BigDecimal rest) {
    values.put("ChargeCategory", "Adjustment");
    addCosts(values, rest, rest);
    if (charged.prices().isPresent()) {
      values.put(
          "ChargeDescription",
          described(charged, ", difference of a graduated price to that of its last step"));
      addSku(values, charged, MeterKind.of(charged.meter()));
    } else {
      values.put(
          "ChargeDescription",
          described(charged, " of attempts that nobody ended; what they used is not known"));
      putKnown(values, "x_BoundTokens", plain(charged.quantity()));
    }
  }

  private static String described(Charged charged, String more) {
    String correction = charged.basis().correction();
    return charged.source().charged()
        + ": "
        + charged.meter().replace('_', ' ')
        + more
        + (correction.isEmpty() ? "" : ", corrected by " + correction);
  }

  private static void addCosts(Map<String, String> values, BigDecimal cost, BigDecimal list) {
    for (String column : List.of("BilledCost", "EffectiveCost", "ContractedCost")) {
      values.put(column, plain(cost));
    }
    values.put("PricingCurrencyEffectiveCost", plain(cost));
    values.put("ListCost", plain(list));
  }

  private void addSku(Map<String, String> values, Charged charged, MeterKind kind) {
    Charged.Source source = charged.source();
    String sku =
        "%s/%s/%s".formatted(priceName.apply(source.provider()), source.charged(), charged.meter());
    String region = source.region().isEmpty() ? "" : "/" + source.region();
    values.put("SkuId", sku);
    values.put("SkuMeter", charged.meter());
    values.put("SkuPriceId", sku + "/" + source.tier() + region);
    kind.direction().ifPresent(value -> values.put("x_TokenDirection", value));
    kind.tokenType().ifPresent(value -> values.put("x_TokenType", value));
    kind.modality().ifPresent(value -> values.put("x_Modality", value));
    ObjectNode details = JsonNodeFactory.instance.objectNode();
    details.put("x_Model", source.charged()).put("x_ServiceTier", source.tier());
    kind.direction().ifPresent(value -> details.put("x_TokenDirection", value));
    kind.tokenType().ifPresent(value -> details.put("x_TokenType", value));
    kind.modality().ifPresent(value -> details.put("x_Modality", value));
    values.put("SkuPriceDetails", details.toString());
  }

  static String plain(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }
}
