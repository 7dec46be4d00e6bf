package dev.weir.exchange.focus;

import dev.weir.flow.agreement.DueKind;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is due by an agreement, as a row: capacity that was used or not, fees, what a commitment
/// lacks, what credits cost and pay.
///
/// Its quantity is its money, at a price of one dollar: what it is worked out from has no unit that
/// a provider sells.
final class DueRow {
  private static final String UNIT = "USD";

  private DueRow() {}

  /// How a kind is written.
  ///
  /// @param bought `CapacityReservation` or `CommitmentDiscount`: whose columns name the agreement
  /// @param status `Used` or `Unused`
  private record Manner(
      Category category, String frequency, Optional<String> bought, Optional<String> status) {}

  private enum Category {
    USAGE,
    CREDIT,
    PURCHASE,
    /// Spend that was paid for before: no invoice has it.
    AMORTISED,
    /// What only moves money from one of Weir's rows to another.
    NONE
  }

  /// No row, or one.
  ///
  /// @param values that all rows have
  /// @param part which it is of what was split, if it was
  static List<FocusRow> of(
      Map<String, String> values, Charged charged, DueKind kind, Optional<Allocations.Part> part) {
    Manner manner = manner(kind);
    String name = charged.basis().agreementName();
    BigDecimal amount = charged.amount();
    values.put("x_AgreementId", name);
    values.put("x_DueKind", kind.code());
    values.put("ChargeDescription", "%s: %s".formatted(name, kind.code().replace('_', ' ')));
    values.put("ChargeFrequency", manner.frequency());
    if (manner.category() == Category.NONE || amount.signum() == 0) {
      return List.of();
    }
    part.ifPresent(
        its -> AllocatedColumns.add(values, charged, its, kind == DueKind.CAPACITY_UNUSED));
    boolean credit = manner.category() == Category.CREDIT;
    boolean usual = amount.signum() > 0 && !credit;
    if (usual) {
      addPrice(values, name, amount, kind);
      manner.bought().ifPresent(bought -> addBought(values, bought, name, amount, manner));
    }
    values.put("ChargeCategory", category(manner, usual));
    boolean purchase = manner.category() == Category.PURCHASE;
    boolean invoiced = manner.category() != Category.AMORTISED;
    values.put("BilledCost", invoiced ? RowsOfCharge.plain(amount) : "0");
    values.put("EffectiveCost", purchase ? "0" : RowsOfCharge.plain(amount));
    values.put("PricingCurrencyEffectiveCost", purchase ? "0" : RowsOfCharge.plain(amount));
    values.put("ContractedCost", RowsOfCharge.plain(amount));
    values.put("ListCost", RowsOfCharge.plain(amount));
    return List.of(new FocusRow(values));
  }

  private static String category(Manner manner, boolean usual) {
    return switch (manner.category()) {
      case CREDIT -> "Credit";
      case PURCHASE -> usual ? "Purchase" : "Adjustment";
      case USAGE, AMORTISED, NONE -> usual ? "Usage" : "Adjustment";
    };
  }

  private static void addPrice(
      Map<String, String> values, String name, BigDecimal amount, DueKind kind) {
    String quantity = RowsOfCharge.plain(amount);
    values.put("PricingCategory", "Standard");
    values.put("PricingQuantity", quantity);
    values.put("PricingUnit", UNIT);
    if (isConsumed(kind)) {
      values.put("ConsumedQuantity", quantity);
      values.put("ConsumedUnit", UNIT);
    }
    for (String column : List.of("ListUnitPrice", "ContractedUnitPrice")) {
      values.put(column, "1");
      values.put("PricingCurrency" + column, "1");
    }
    String sku = sku(name, kind.code());
    values.put("SkuId", sku);
    values.put("SkuMeter", kind.code());
    values.put("SkuPriceId", sku);
  }

  /// What stands for a SKU: no provider sells it by that name.
  static String sku(String agreement, String kind) {
    return "agreement/%s/%s".formatted(agreement, kind);
  }

  /// Nothing is consumed of what is only bought, nor of what is left of a commitment.
  private static boolean isConsumed(DueKind kind) {
    return switch (kind) {
      case CREDIT_PURCHASE, CREDIT_EXPIRED, SHORTFALL -> false;
      case CAPACITY_USED,
          CAPACITY_UNUSED,
          FEE,
          QUOTA_CREDIT,
          VOLUME_DISCOUNT,
          OVERAGE,
          CREDIT_PREPAID,
          CREDIT_DRAWN,
          CREDIT_AMORTISED ->
          true;
    };
  }

  private static void addBought(
      Map<String, String> values, String bought, String name, BigDecimal amount, Manner manner) {
    values.put(bought + "Id", name);
    manner.status().ifPresent(status -> values.put(bought + "Status", status));
    if (bought.equals("CommitmentDiscount")) {
      values.put(
          "PricingCategory", manner.category() == Category.PURCHASE ? "Standard" : "Committed");
      values.put(bought + "Name", name);
      values.put(bought + "Category", "Spend");
      values.put(bought + "Type", "Agreement");
      values.put(bought + "Quantity", RowsOfCharge.plain(amount));
      values.put(bought + "Unit", UNIT);
    }
    values.put("ResourceId", name);
    values.put("ResourceType", "Agreement");
  }

  private static Manner manner(DueKind kind) {
    return switch (kind) {
      case CAPACITY_USED -> usage("CapacityReservation", "Used");
      case CAPACITY_UNUSED -> usage("CapacityReservation", "Unused");
      case FEE -> new Manner(Category.USAGE, "Recurring", Optional.empty(), Optional.empty());
      case QUOTA_CREDIT, VOLUME_DISCOUNT, CREDIT_DRAWN ->
          new Manner(Category.CREDIT, "Usage-Based", Optional.empty(), Optional.empty());
      case SHORTFALL -> usage("CommitmentDiscount", "Unused");
      case OVERAGE -> new Manner(Category.USAGE, "Usage-Based", Optional.empty(), Optional.empty());
      case CREDIT_PURCHASE ->
          new Manner(
              Category.PURCHASE, "One-Time", Optional.of("CommitmentDiscount"), Optional.empty());
      case CREDIT_PREPAID ->
          new Manner(Category.NONE, "One-Time", Optional.empty(), Optional.empty());
      case CREDIT_AMORTISED -> amortised("Used");
      case CREDIT_EXPIRED -> amortised("Unused");
    };
  }

  private static Manner usage(String bought, String status) {
    return new Manner(Category.USAGE, "Usage-Based", Optional.of(bought), Optional.of(status));
  }

  private static Manner amortised(String status) {
    return new Manner(
        Category.AMORTISED, "Usage-Based", Optional.of("CommitmentDiscount"), Optional.of(status));
  }
}
