package dev.weir.exchange.requirement;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a file alone tells of the rules that the published model calls dynamic: it states them in
/// words only. Every other one is not decided.
final class DecidableRules {
  private static final Pattern PASCAL = Pattern.compile("(?:x_)?[A-Z][A-Za-z0-9]*");
  private static final int COLUMN_LENGTH_MAX = 50;

  /// Keys of `SkuPriceDetails` that FOCUS defines.
  private static final Set<String> DETAILS =
      Set.of(
          "CoreCount",
          "DiskMaxIops",
          "DiskSpace",
          "DiskType",
          "GpuCount",
          "InstanceType",
          "InstanceSeries",
          "MemorySize",
          "NetworkMaxIops",
          "NetworkMaxThroughput",
          "OperatingSystem",
          "Redundancy",
          "StorageClass");

  private static final Set<String> DETAILS_OF_TEXT =
      Set.of(
          "DiskType",
          "InstanceType",
          "InstanceSeries",
          "OperatingSystem",
          "Redundancy",
          "StorageClass");

  /// Texts that stand for nothing.
  private static final Set<String> PLACEHOLDERS =
      Set.of("", "n/a", "na", "null", "none", "not applicable", "-");

  private final Map<String, Set<String>> columns;
  private final Map<String, Check> checks = new HashMap<>();

  private DecidableRules(Map<String, Set<String>> columns) {
    this.columns = columns;
  }

  /// Checks by the id of their rule.
  ///
  /// @param columns those that the model's static rules name, by check function
  static Map<String, Check> of(Map<String, Set<String>> columns) {
    DecidableRules rules = new DecidableRules(columns);
    rules.addFormats();
    rules.addHeader();
    rules.addPeriods();
    rules.addSku();
    rules.addCosts();
    rules.addCommitments();
    rules.addOthers();
    return Map.copyOf(rules.checks);
  }

  private void addFormats() {
    for (String id : List.of("001-M", "002-M", "004-M", "005-M", "006-M")) {
      each("DateTimeFormat-A-" + id, "TypeDateTime", CheckReader::isTime);
    }
    each(
        "CurrencyFormat-A-001-C",
        "FormatCurrency",
        column ->
            CheckReader.values(
                column, value -> value.length() != 3 || Formats.isNationalCurrency(value)));
    each(
        "CurrencyFormat-A-002-C",
        "FormatCurrency",
        column -> CheckReader.values(column, value -> !value.isBlank() && Formats.isString(value)));
    for (int i = 2; i <= 11; i++) {
      each("NumericFormat-A-%03d-M".formatted(i), "TypeDecimal", CheckReader::isNumber);
    }
    each(
        "StringHandling-A-001-M",
        "TypeString",
        column -> CheckReader.values(column, Formats::isString));
    each(
        "StringHandling-A-007-M",
        "TypeString",
        column -> CheckReader.values(column, value -> !value.isBlank()));
    each("UnitFormat-A-001-M", "FormatUnit", column -> CheckReader.values(column, Formats::isUnit));
    each("UnitFormat-A-003-M", "FormatUnit", column -> CheckReader.values(column, Units::areCased));
    for (int i = 1; i <= 4; i++) {
      each(
          "KeyValueFormat-A-%03d-M".formatted(i),
          "FormatKeyValue",
          column -> CheckReader.values(column, Formats::isKeyValue));
    }
    for (String id : List.of("001-C", "002-M")) {
      each(
          "NullHandling-A-" + id,
          "ColumnPresent",
          column ->
              CheckReader.values(
                  column, value -> !PLACEHOLDERS.contains(value.strip().toLowerCase(Locale.ROOT))));
    }
  }

  /// A rule about every column that a check function is used on.
  private interface OfColumn {
    Predicate<Row> test(String column);
  }

  private void each(String id, String function, OfColumn test) {
    checks.put(
        id,
        new Check.EachValue(
            RowTest.allOf(
                columns.getOrDefault(function, Set.of()).stream()
                    .sorted()
                    .map(column -> RowTest.of(column, test.test(column)))
                    .toList())));
  }

  private void row(String id, Set<String> about, Predicate<Row> holds) {
    checks.put(id, new Check.EachRow(new RowTest(about, holds)));
  }

  private void addHeader() {
    Set<String> known = columns.getOrDefault("ColumnPresent", Set.of());
    Check pascal = new Check.Header(names -> names.stream().allMatch(PASCAL.asMatchPredicate()));
    for (String id : List.of("001-M", "003-M", "011-O")) {
      checks.put("ColumnHandling-A-" + id, pascal);
    }
    checks.put(
        "ColumnHandling-A-005-O",
        new Check.Header(
            names -> names.stream().allMatch(name -> name.length() <= COLUMN_LENGTH_MAX)));
    checks.put(
        "ColumnHandling-A-010-M",
        new Check.Header(names ->
            names.stream().allMatch(name -> name.startsWith("x_") || known.contains(name))));
    Check ownLast =
        new Check.Header(names ->
            names.stream()
                .dropWhile(name -> !name.startsWith("x_"))
                .allMatch(name -> name.startsWith("x_")));
    checks.put("ColumnHandling-A-012-O", ownLast);
    checks.put("ColumnHandling-A-013-O", ownLast);
  }

  private void addPeriods() {
    for (String period : List.of("BillingPeriod", "ChargePeriod")) {
      for (String end : List.of("Start", "End")) {
        row(
            "%s%s-C-004-M".formatted(period, end),
            Set.of(period + "Start", period + "End"),
            row -> isBefore(row, period + "Start", period + "End"));
      }
    }
    Set<String> about = Set.of("ChargeClass", "ChargePeriodStart", "BillingPeriodStart");
    row(
        "ChargeClass-C-003-C",
        about,
        row ->
            row.value("ChargeClass").isEmpty()
                || isBefore(row, "ChargePeriodStart", "BillingPeriodStart"));
    row(
        "ChargeClass-C-004-C",
        about,
        row ->
            row.value("ChargeClass").isPresent()
                || !is(row, "ChargeCategory", "Usage")
                || !isBefore(row, "ChargePeriodStart", "BillingPeriodStart"));
  }

  private static boolean isBefore(Row row, String first, String second) {
    Optional<Instant> a = row.value(first).flatMap(Formats::time);
    Optional<Instant> b = row.value(second).flatMap(Formats::time);
    return a.isPresent() && b.isPresent() && a.get().isBefore(b.get());
  }

  private static boolean is(Row row, String column, String value) {
    return row.value(column).filter(value::equals).isPresent();
  }

  private void addSku() {
    checks.put("SkuMeter-C-006-O", new Check.Distinct("SkuId", "SkuMeter", 1));
    for (String sku : List.of("SkuId-C-011-C", "SkuPriceId-C-012-C")) {
      row(sku, Set.of("ServiceName"), row -> row.value("ServiceName").isPresent());
    }
    row(
        "SkuPriceDetails-C-007-M",
        Set.of("SkuPriceDetails", "SkuPriceId"),
        row -> row.value("SkuPriceDetails").isEmpty() || row.value("SkuPriceId").isPresent());
    keys("SkuPriceDetails-C-002-O", key -> PASCAL.matcher(key).matches());
    keys("SkuPriceDetails-C-017-C", key -> key.startsWith("x_") || DETAILS.contains(key));
    keys(
        "SkuPriceDetails-C-020-M",
        key ->
            DETAILS.stream().noneMatch(known -> known.equalsIgnoreCase(key))
                || DETAILS.contains(key));
    row(
        "SkuPriceDetails-C-021-M",
        Set.of("SkuPriceDetails"),
        CheckReader.values(
            "SkuPriceDetails",
            value ->
                Formats.object(value).stream()
                    .flatMap(object -> object.properties().stream())
                    .allMatch(entry ->
                        !DETAILS.contains(entry.getKey())
                            || entry.getValue().isTextual()
                                == DETAILS_OF_TEXT.contains(entry.getKey()))));
  }

  private void keys(String id, Predicate<String> test) {
    row(
        id,
        Set.of("SkuPriceDetails"),
        CheckReader.values(
            "SkuPriceDetails",
            value ->
                Formats.object(value).stream()
                    .flatMap(object -> object.properties().stream().map(Map.Entry::getKey))
                    .allMatch(test)));
  }

  private void addCosts() {
    RowTest list = CheckReader.product("ListUnitPrice", "PricingQuantity", "ListCost");
    RowTest contracted =
        CheckReader.product("ContractedUnitPrice", "PricingQuantity", "ContractedCost");
    checks.put("ContractedCost-C-009-C", new Check.EachRow(contracted));
    RowTest both = RowTest.allOf(List.of(list, contracted));
    row(
        "PricingQuantity-C-009-C",
        both.columns(),
        row -> is(row, "ChargeClass", "Correction") || both.holds().test(row));
    for (String cost : List.of("EffectiveCost", "ContractedCost", "ListCost")) {
      String id = cost.equals("EffectiveCost") ? "-C-010-C" : "-C-008-C";
      row(
          cost + id,
          Set.of("ChargeCategory", cost, "BilledCost"),
          row -> !is(row, "ChargeCategory", "Credit") || isSame(row, cost, "BilledCost"));
    }
    row(
        "ConsumedQuantity-C-008-C",
        Set.of("ConsumedQuantity"),
        row -> row.decimal("ConsumedQuantity").isPresent());
    String price = "PricingCurrencyContractedUnitPrice";
    row(price + "-C-004-C", Set.of(price), row -> row.value(price).isEmpty());
    row(price + "-C-005-C", Set.of(price), row -> row.value(price).isPresent());
    row(
        price + "-C-008-C",
        Set.of(price),
        row -> row.decimal(price).filter(value -> value.signum() >= 0).isPresent());
  }

  private static boolean isSame(Row row, String a, String b) {
    return row.decimal(a).isPresent()
        && row.decimal(b).isPresent()
        && row.decimal(a).get().compareTo(row.decimal(b).get()) == 0;
  }

  private void addCommitments() {
    String id = "CommitmentDiscountId";
    Predicate<Row> usage = row -> is(row, "ChargeCategory", "Usage");
    Check amortised =
        new Check.Balance(
            id,
            new Check.Part("EffectiveCost", usage),
            new Check.Part("BilledCost", row -> is(row, "ChargeCategory", "Purchase")));
    checks.put("EffectiveCost-C-012-C", amortised);
    checks.put("DiscountHandling-A-011-C", amortised);
    checks.put(
        "EffectiveCost-C-013-C",
        new Check.Balance(
            id,
            new Check.Part("EffectiveCost", usage),
            new Check.Part(
                "EffectiveCost",
                row -> usage.test(row) && row.value("CommitmentDiscountStatus").isPresent())));
    checks.put(
        "CommitmentDiscountUnit-C-008-M", new Check.Distinct(id, "CommitmentDiscountUnit", 1));
    row(
        "CommitmentDiscountQuantity-C-009-M",
        Set.of("CommitmentDiscountQuantity"),
        CheckReader.values(
            "CommitmentDiscountQuantity", value -> Decimals.read(value).isPresent()));
    Set<String> about = Set.of(id, "CommitmentDiscountStatus");
    for (String rule : List.of("006-C", "015-C")) {
      row(
          "DiscountHandling-A-" + rule,
          about,
          row -> row.value("CommitmentDiscountStatus").isEmpty() || row.value(id).isPresent());
    }
    row(
        "DiscountHandling-A-014-C",
        about,
        row ->
            !usage.test(row)
                || row.value(id).isEmpty()
                || row.value("CommitmentDiscountStatus").isPresent());
    row(
        "DiscountHandling-A-018-C",
        about,
        row -> !is(row, "CommitmentDiscountStatus", "Unused") || usage.test(row));
    row(
        "DiscountHandling-A-019-C",
        Set.of(id, "ResourceId"),
        row ->
            !is(row, "CommitmentDiscountStatus", "Unused")
                || (row.value(id).isPresent() && row.value(id).equals(row.value("ResourceId"))));
    row(
        "PricingCategory-C-009-C",
        Set.of("PricingCategory", id),
        row ->
            !usage.test(row) || row.value(id).isEmpty() || is(row, "PricingCategory", "Committed"));
  }

  private void addOthers() {
    row(
        "ResourceName-C-004-C",
        Set.of("ResourceId", "ResourceName"),
        row -> row.value("ResourceName").isEmpty());
    row(
        "ResourceName-C-006-C",
        Set.of("ResourceId", "ResourceName"),
        row ->
            row.value("ResourceName").isEmpty()
                || !row.value("ResourceName").equals(row.value("ResourceId")));
  }

  /// The spelling of units that FOCUS lists.
  private static final class Units {
    private static final Set<String> LISTED =
        Set.of(
            "Year",
            "Month",
            "Day",
            "Hour",
            "Minute",
            "Second",
            "Years",
            "Months",
            "Days",
            "Hours",
            "Minutes",
            "Seconds",
            "Requests",
            "Request",
            "Tokens",
            "Token",
            "KB",
            "MB",
            "GB",
            "TB",
            "PB",
            "EB",
            "KiB",
            "MiB",
            "GiB",
            "TiB",
            "PiB",
            "EiB");

    /// `Gb` and `GB` are two units, so only words are compared.
    static boolean areCased(String unit) {
      return Stream.of(unit.split("[ /-]", -1))
          .filter(word -> word.length() > 3)
          .noneMatch(word ->
              !LISTED.contains(word)
                  && LISTED.stream().anyMatch(listed -> listed.equalsIgnoreCase(word)));
    }
  }
}
