package dev.weir.exchange.focus;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The columns of tables that tools of cost management take.
final class PushColumns {
  /// A part of FOCUS's columns. Vantage knows no adjustments: they are usage there.
  static final List<CsvColumn> VANTAGE =
      List.of(
          CsvColumn.of("BilledCost"),
          CsvColumn.of("BillingAccountId"),
          CsvColumn.of("BillingAccountName"),
          CsvColumn.of("BillingCurrency"),
          new CsvColumn("ChargeCategory", PushColumns::vantageCategory),
          CsvColumn.of("ChargeDescription"),
          CsvColumn.of("ChargePeriodEnd"),
          CsvColumn.of("ChargePeriodStart"),
          CsvColumn.of("ConsumedQuantity"),
          CsvColumn.of("ConsumedUnit"),
          CsvColumn.of("EffectiveCost"),
          CsvColumn.of("RegionId"),
          CsvColumn.of("ServiceCategory"),
          CsvColumn.of("ServiceName"),
          CsvColumn.of("SubAccountId"),
          CsvColumn.of("Tags"));

  /// Of the common bill format, which knows no adjustments either. A resource is needed as soon as
  /// there are tags.
  private static final List<CsvColumn> CLOUD_ZERO =
      List.of(
          new CsvColumn("lineitem/type", _ -> Optional.of("Usage")),
          CsvColumn.of("lineitem/description", "ChargeDescription"),
          CsvColumn.of("time/usage_start", "ChargePeriodStart"),
          CsvColumn.of("time/usage_end", "ChargePeriodEnd"),
          new CsvColumn("resource/id", row -> Optional.of(resource(row))),
          CsvColumn.of("resource/service", "ServiceName"),
          CsvColumn.of("resource/account", "BillingAccountId"),
          CsvColumn.of("resource/region", "RegionId"),
          CsvColumn.of("resource/usage_family", "ServiceSubcategory"),
          CsvColumn.of("action/operation", "x_Model"),
          CsvColumn.of("action/usage_type", "SkuMeter"),
          CsvColumn.of("usage/amount", "ConsumedQuantity"),
          CsvColumn.of("usage/units", "ConsumedUnit"),
          CsvColumn.of("cost/cost", "BilledCost"),
          CsvColumn.of("cost/discounted_cost", "ContractedCost"),
          CsvColumn.of("cost/amortized_cost", "EffectiveCost"),
          CsvColumn.of("cost/on_demand_cost", "ListCost"));

  private PushColumns() {}

  private static Optional<String> vantageCategory(FocusRow row) {
    return row.value("ChargeCategory")
        .map(category -> category.equals("Adjustment") ? "Usage" : category);
  }

  /// @param tags names of the tags, each a column
  static List<CsvColumn> cloudZero(List<String> tags) {
    return Stream.concat(
            CLOUD_ZERO.stream(),
            tags.stream().map(tag -> new CsvColumn("resource/tag:" + tag, row -> tag(row, tag))))
        .toList();
  }

  private static Optional<String> tag(FocusRow row, String name) {
    return Optional.ofNullable(row.tags().get(name)).map(JsonNode::asText);
  }

  /// What has no SKU is a due that gives something back, or a bound.
  private static String resource(FocusRow row) {
    return row.value("SkuId")
        .or(() -> row.value("x_AgreementId").map(name -> DueRow.sku(name, row.get("x_DueKind"))))
        .orElseGet(() -> row.get("BillingAccountId") + "/" + row.get("x_Model") + "/bound");
  }
}
