package dev.weir.exchange.focus;

import java.util.List;
import java.util.Optional;

/// A column of CloudZero's common bill format.
record CbfColumn(String name, Value value) {
  static final List<CbfColumn> ALL =
      List.of(
          // It knows no adjustments.
          new CbfColumn("lineitem/type", _ -> Optional.of("Usage")),
          of("lineitem/description", "ChargeDescription"),
          of("time/usage_start", "ChargePeriodStart"),
          of("time/usage_end", "ChargePeriodEnd"),
          // Needed as soon as there are tags.
          new CbfColumn("resource/id", row -> row.value("SkuId").or(() -> Optional.of(bound(row)))),
          of("resource/service", "ServiceName"),
          of("resource/account", "BillingAccountId"),
          of("resource/region", "RegionId"),
          of("resource/usage_family", "ServiceSubcategory"),
          of("action/operation", "x_Model"),
          of("action/usage_type", "SkuMeter"),
          of("usage/amount", "ConsumedQuantity"),
          of("usage/units", "ConsumedUnit"),
          of("cost/cost", "BilledCost"),
          of("cost/discounted_cost", "ContractedCost"),
          of("cost/amortized_cost", "EffectiveCost"),
          of("cost/on_demand_cost", "ListCost"));

  /// What a row has in a column.
  @FunctionalInterface
  interface Value {
    Optional<String> of(FocusRow row);
  }

  private static CbfColumn of(String name, String column) {
    return new CbfColumn(name, row -> row.value(column));
  }

  private static String bound(FocusRow row) {
    return row.get("BillingAccountId") + "/" + row.get("x_Model") + "/bound";
  }
}
