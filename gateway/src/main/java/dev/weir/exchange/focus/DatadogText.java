package dev.weir.exchange.focus;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/// Datadog's custom costs: an array of objects; days are whole, the last one included; nothing in
/// it is null or blank.
final class DatadogText implements RowText {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  /// It takes values of up to so many characters.
  private static final int VALUE_MAX = 1_000;

  private static final List<String> TAGS =
      List.of(
          "BillingAccountId",
          "ServiceName",
          "SkuMeter",
          "x_CostBasis",
          "x_Model",
          "x_ServiceTier",
          "x_TokenDirection",
          "x_TokenType");

  private final Writer out;
  private final JsonGenerator json;

  DatadogText(Writer out) throws IOException {
    this.out = out;
    this.json = JSON.writerWithDefaultPrettyPrinter().createGenerator(out);
  }

  @Override
  public void begin() throws IOException {
    json.writeStartArray();
  }

  @Override
  public void add(FocusRow row) throws IOException {
    ObjectNode line = JSON.createObjectNode();
    line.put("ProviderName", row.get("ProviderName"));
    line.put("ChargeDescription", shortened(row.get("ChargeDescription")));
    line.put("ChargePeriodStart", day(row.get("ChargePeriodStart"), 0));
    line.put("ChargePeriodEnd", day(row.get("ChargePeriodEnd"), 1));
    line.put("BilledCost", new BigDecimal(row.get("BilledCost")));
    line.put("BillingCurrency", row.get("BillingCurrency"));
    ObjectNode tags = line.putObject("Tags");
    TAGS.forEach(
        column -> row.value(column).ifPresent(value -> tags.put(column, shortened(value))));
    row.tags()
        .properties()
        .forEach(tag -> tags.put(tag.getKey(), shortened(tag.getValue().asText())));
    json.writeTree(line);
  }

  @Override
  public void end() throws IOException {
    json.writeEndArray();
    json.close();
    out.write("\n");
  }

  /// @param secondsBefore of an exclusive end, so that its last day is meant
  private static String day(String time, int secondsBefore) {
    return LocalDate.ofInstant(Instant.parse(time).minusSeconds(secondsBefore), ZoneOffset.UTC)
        .toString();
  }

  private static String shortened(String value) {
    return value.length() <= VALUE_MAX ? value : value.substring(0, VALUE_MAX);
  }
}
