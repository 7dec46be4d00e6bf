package dev.weir.exchange.source;

import dev.weir.exchange.bill.BillLine.Amount;
import dev.weir.exchange.bill.BillLine.What;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a row of Amazon's report is about. Bedrock calls the same meter
/// `Claude3Sonnet-input-tokens`, `MP:USE1_InputTokenCount-Units` or
/// `MP:USE1_input_tokens_standard-Units`, by the model's generation. The model is the resource's,
/// else the product's, else the usage type's.
///
/// @param units what its usage is counted in
record BedrockUsageType(What what, Units units) {
  private static final String BEDROCK = "Amazon Bedrock";
  private static final Pattern RESOURCE =
      Pattern.compile(".*(?:foundation-model|(?<!application-)inference-profile)/([^/]+)");
  private static final Pattern PRODUCT = Pattern.compile("\"product_name\"\\s*:\\s*\"([^\"]+)\"");
  private static final Pattern OWN =
      Pattern.compile(
          "(?:[A-Z]{2,4}[0-9]?-)?(?<model>[A-Za-z0-9.]+?)-(?:mantle-|cache-)?"
              + "(?:input|output|read|write).*");
  private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

  static BedrockUsageType of(CsvRow row) {
    String usageType = row.text("line_item_usage_type");
    String product = product(row);
    boolean bedrock =
        row.text("line_item_product_code").startsWith("AmazonBedrock")
            || row.text("product_servicecode").startsWith("AmazonBedrock")
            || product.contains("Bedrock Edition");
    if (!bedrock) {
      String other = product.isEmpty() ? row.text("line_item_product_code") : product;
      return new BedrockUsageType(new What(other, "", usageType, ""), plain(row));
    }
    String meter = MeterNames.label(usageType).orElse(usageType);
    String model = model(row, usageType, product);
    return new BedrockUsageType(
        new What(BEDROCK, model, meter, MeterNames.tier(usageType)), units(row));
  }

  Amount amount(BigDecimal quantity) {
    return units.of(quantity);
  }

  /// The report has one column for it, or one for all that is said of products, as JSON.
  private static String product(CsvRow row) {
    String told = row.text("product_product_name", "product");
    Matcher name = PRODUCT.matcher(told);
    if (name.find()) {
      return name.group(1);
    }
    return told.startsWith("{") ? "" : told;
  }

  private static String model(CsvRow row, String usageType, String product) {
    Matcher resource = RESOURCE.matcher(row.text("line_item_resource_id"));
    if (resource.matches()) {
      return resource.group(1);
    }
    if (product.contains("Bedrock Edition")) {
      return product.replaceAll("\\s*\\(.*\\)", "");
    }
    Matcher own = OWN.matcher(usageType);
    return own.matches() ? own.group("model") : "";
  }

  /// What a marketplace sells is counted in `Units`, of which the description says how large they
  /// are.
  private static Units units(CsvRow row) {
    String description = row.text("line_item_line_item_description").toLowerCase(Locale.ROOT);
    Units units = plain(row);
    boolean bare = units.block().compareTo(BigDecimal.ONE) == 0;
    if (bare && description.contains("million")) {
      return new Units(MILLION, "Tokens");
    }
    return bare && description.contains("thousand")
        ? new Units(BigDecimal.valueOf(1_000), "Tokens")
        : units;
  }

  private static Units plain(CsvRow row) {
    return Units.parse(row.text("pricing_unit"));
  }
}
