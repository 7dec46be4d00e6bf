package dev.weir.exchange.focus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Rows as the files that tools of cost management take.
final class PushText {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  /// Datadog takes values of up to so many characters.
  private static final int DATADOG_VALUE_MAX = 1_000;

  private static final List<String> DATADOG_TAGS =
      List.of(
          "BillingAccountId",
          "ServiceName",
          "SkuMeter",
          "x_CostBasis",
          "x_Model",
          "x_ServiceTier",
          "x_TokenDirection",
          "x_TokenType");

  private static final List<String> VANTAGE =
      List.of(
          "BilledCost",
          "BillingAccountId",
          "BillingAccountName",
          "BillingCurrency",
          "ChargeCategory",
          "ChargeDescription",
          "ChargePeriodEnd",
          "ChargePeriodStart",
          "ConsumedQuantity",
          "ConsumedUnit",
          "EffectiveCost",
          "RegionId",
          "ServiceCategory",
          "ServiceName",
          "SubAccountId",
          "Tags");

  private PushText() {}

  /// An array of objects; days are whole, the last one included; nothing in it is null or blank.
  static String datadog(List<FocusRow> rows) {
    ArrayNode array = JSON.createArrayNode();
    for (FocusRow row : rows) {
      ObjectNode line = array.addObject();
      line.put("ProviderName", row.get("ProviderName"));
      line.put("ChargeDescription", shortened(row.get("ChargeDescription")));
      line.put("ChargePeriodStart", day(row.get("ChargePeriodStart"), 0));
      line.put("ChargePeriodEnd", day(row.get("ChargePeriodEnd"), 1));
      line.put("BilledCost", new BigDecimal(row.get("BilledCost")));
      line.put("BillingCurrency", row.get("BillingCurrency"));
      ObjectNode tags = line.putObject("Tags");
      DATADOG_TAGS.forEach(
          column -> row.value(column).ifPresent(value -> tags.put(column, shortened(value))));
      tags(row)
          .properties()
          .forEach(tag -> tags.put(tag.getKey(), shortened(tag.getValue().asText())));
    }
    return written(array);
  }

  /// @param secondsBefore of an exclusive end, so that its last day is meant
  private static String day(String time, int secondsBefore) {
    return LocalDate.ofInstant(Instant.parse(time).minusSeconds(secondsBefore), ZoneOffset.UTC)
        .toString();
  }

  private static String shortened(String value) {
    return value.length() <= DATADOG_VALUE_MAX ? value : value.substring(0, DATADOG_VALUE_MAX);
  }

  /// A part of FOCUS's columns. Vantage knows no adjustments: they are usage there.
  static String vantage(List<FocusRow> rows) {
    CsvLines lines = new CsvLines();
    lines.add(VANTAGE.stream().map(Optional::of).toList());
    for (FocusRow row : rows) {
      lines.add(
          VANTAGE.stream()
              .map(column -> row.value(column).map(value -> ofVantage(column, value)))
              .toList());
    }
    return lines.toString();
  }

  private static String ofVantage(String column, String value) {
    return column.equals("ChargeCategory") && value.equals("Adjustment") ? "Usage" : value;
  }

  /// @param tags names of the tags, each a column
  static String cloudZero(List<FocusRow> rows, List<String> tags) {
    CsvLines lines = new CsvLines();
    lines.add(
        Stream.concat(
                CbfColumn.ALL.stream().map(CbfColumn::name),
                tags.stream().map(tag -> "resource/tag:" + tag))
            .map(Optional::of)
            .toList());
    for (FocusRow row : rows) {
      List<Optional<String>> cells = new ArrayList<>();
      CbfColumn.ALL.forEach(column -> cells.add(column.value().of(row)));
      ObjectNode values = tags(row);
      tags.forEach(tag -> cells.add(Optional.ofNullable(values.get(tag)).map(JsonNode::asText)));
      lines.add(cells);
    }
    return lines.toString();
  }

  private static ObjectNode tags(FocusRow row) {
    try {
      return (ObjectNode) JSON.readTree(row.value("Tags").orElse("{}"));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("tags that Weir wrote are no JSON", e);
    }
  }

  static String written(JsonNode tree) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(tree) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a JSON tree can always be written", e);
    }
  }
}
