package dev.weir.exchange.requirement;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Reads what a model's check functions mean. As in the published validator, a null breaks only
/// what is about nulls, and `CheckDecimalValue`; as a condition, a null is no value, and not the
/// value named.
final class CheckReader {
  private CheckReader() {}

  static Check requirement(JsonNode node) {
    String function = text(node, "CheckFunction");
    return switch (function) {
      case "AND" -> all(items(node));
      case "OR" -> any(items(node));
      case "CheckModelRule" -> new Check.OfRule(text(node, "ModelRuleId"));
      case "ColumnPresent" -> new Check.Present(text(node, "ColumnName"));
      case "CheckDistinctCount" ->
          new Check.Distinct(
              text(node, "ColumnAName"), text(node, "ColumnBName"), count(node, "ExpectedCount"));
      case "CheckValue" -> {
        RowTest test = rowTest(node, function);
        String column = text(node, "ColumnName");
        boolean ofNull = node.path("Value").isNull();
        yield new Check.EachRow(
            RowTest.of(
                column, row -> test.holds().test(row) || (!ofNull && row.value(column).isEmpty())));
      }
      default -> new Check.EachRow(rowTest(node, function));
    };
  }

  private static Check all(List<Check> checks) {
    Optional<List<RowTest>> tests = rowTests(checks);
    return tests.isPresent()
        ? new Check.EachRow(RowTest.allOf(tests.get()))
        : new Check.All(checks);
  }

  private static Check any(List<Check> checks) {
    Optional<List<RowTest>> tests = rowTests(checks);
    return tests.isPresent()
        ? new Check.EachRow(RowTest.anyOf(tests.get()))
        : new Check.Any(checks);
  }

  /// The tests of checks that are all about single rows.
  private static Optional<List<RowTest>> rowTests(List<Check> checks) {
    List<RowTest> tests = new ArrayList<>();
    for (Check check : checks) {
      if (!(check instanceof Check.EachRow row)) {
        return Optional.empty();
      }
      tests.add(row.test());
    }
    return Optional.of(tests);
  }

  private static List<Check> items(JsonNode node) {
    JsonNode items = node.path("Items");
    if (!items.isArray() || items.isEmpty()) {
      throw new IllegalArgumentException("a check has 'Items', was " + node);
    }
    return items.valueStream().map(CheckReader::requirement).toList();
  }

  /// A rule's condition. The model also writes one as an object or array named `AND`, and a column
  /// as `CheckCondition`.
  static RowTest condition(JsonNode node) {
    if (node.isEmpty()) {
      return RowTest.ALWAYS;
    }
    if (node.has("AND")) {
      JsonNode all = node.path("AND");
      return RowTest.allOf(
          all.isArray()
              ? all.valueStream().map(CheckReader::condition).toList()
              : List.of(condition(all)));
    }
    String function = text(node, "CheckFunction");
    return switch (function) {
      case "AND" ->
          RowTest.allOf(node.path("Items").valueStream().map(CheckReader::condition).toList());
      case "OR" ->
          RowTest.anyOf(node.path("Items").valueStream().map(CheckReader::condition).toList());
      default -> rowTest(node, function);
    };
  }

  private static RowTest rowTest(JsonNode node, String function) {
    return switch (function) {
      case "CheckSameValue", "CheckNotSameValue" -> {
        String a = text(node, "ColumnAName");
        String b = text(node, "ColumnBName");
        boolean same = function.equals("CheckSameValue");
        yield new RowTest(Set.of(a, b), row -> row.value(a).equals(row.value(b)) == same);
      }
      case "ColumnByColumnEqualsColumnValue" ->
          product(
              text(node, "ColumnAName"), text(node, "ColumnBName"), text(node, "ResultColumnName"));
      default -> {
        String column =
            node.has("ColumnName") ? text(node, "ColumnName") : text(node, "CheckCondition");
        yield RowTest.of(column, ofColumn(node, function, column));
      }
    };
  }

  private static Predicate<Row> ofColumn(JsonNode node, String function, String column) {
    return switch (function) {
      case "CheckValue" -> equalTo(column, node);
      case "CheckNotValue" -> equalTo(column, node).negate();
      case "CheckDecimalValue" -> row -> row.decimal(column).isPresent();
      case "CheckGreaterOrEqualThanValue" -> {
        BigDecimal least = new BigDecimal(node.path("Value").asText());
        yield row ->
            eachValue(
                row,
                column,
                value ->
                    Decimals.read(value)
                        .filter(number -> number.compareTo(least) >= 0)
                        .isPresent());
      }
      case "CheckNationalCurrency" -> values(column, Formats::isNationalCurrency);
      case "FormatCurrency" -> values(column, Formats::isCurrency);
      case "FormatUnit" -> values(column, Formats::isUnit);
      case "FormatString" -> values(column, Formats::isString);
      case "FormatKeyValue" -> values(column, Formats::isKeyValue);
      case "FormatNumeric" -> isNumber(column);
      case "FormatDateTime" -> isTime(column);
      case "TypeString" ->
          row ->
              row.value(column).isEmpty()
                  || row.kind(column) == FocusTable.Kind.STRING
                  || row.kind(column) == FocusTable.Kind.UNDECLARED;
      case "TypeDecimal" ->
          row ->
              typed(
                  row, column, FocusTable.Kind.DECIMAL, value -> Decimals.read(value).isPresent());
      case "TypeDateTime" ->
          row ->
              typed(row, column, FocusTable.Kind.TIME, value -> Formats.time(value).isPresent())
                  || (row.kind(column) == FocusTable.Kind.STRING && isTime(column).test(row));
      default ->
          throw new IllegalArgumentException(
              "the check function '%s' is unknown".formatted(function));
    };
  }

  /// A number as FOCUS wants it written; a file that declares decimals has no spelling.
  static Predicate<Row> isNumber(String column) {
    return row ->
        row.kind(column) == FocusTable.Kind.DECIMAL || eachValue(row, column, Decimals::isStrict);
  }

  /// A time as FOCUS wants it written; a file that declares times has no spelling.
  static Predicate<Row> isTime(String column) {
    return row ->
        row.kind(column) == FocusTable.Kind.TIME || eachValue(row, column, Formats::isTime);
  }

  static Predicate<Row> values(String column, Predicate<String> test) {
    return row -> eachValue(row, column, test);
  }

  private static boolean eachValue(Row row, String column, Predicate<String> test) {
    return row.value(column).filter(test.negate()).isEmpty();
  }

  /// A null is of every type; where the file declares nothing, the text decides.
  private static boolean typed(
      Row row, String column, FocusTable.Kind kind, Predicate<String> readable) {
    return row.value(column).isEmpty()
        || row.kind(column) == kind
        || (row.kind(column) == FocusTable.Kind.UNDECLARED
            && row.value(column).filter(readable).isPresent());
  }

  private static Predicate<Row> equalTo(String column, JsonNode node) {
    JsonNode value = node.path("Value");
    if (value.isNull()) {
      return row -> row.value(column).isEmpty();
    }
    if (value.isMissingNode() || value.isContainerNode()) {
      throw new IllegalArgumentException("a check of a value has a 'Value', was " + node);
    }
    String expected = value.asText();
    Optional<BigDecimal> number = Decimals.read(expected);
    return row ->
        row.value(column).filter(expected::equals).isPresent()
            || (number.isPresent()
                && row.decimal(column).filter(it -> it.compareTo(number.get()) == 0).isPresent());
  }

  /// `a × b = result`, exactly, where none of them is null.
  static RowTest product(String a, String b, String result) {
    return new RowTest(
        Set.of(a, b, result),
        row -> {
          if (row.value(a).isEmpty() || row.value(b).isEmpty() || row.value(result).isEmpty()) {
            return true;
          }
          Optional<BigDecimal> left = row.decimal(a);
          Optional<BigDecimal> right = row.decimal(b);
          Optional<BigDecimal> wanted = row.decimal(result);
          return left.isPresent()
              && right.isPresent()
              && wanted.isPresent()
              && left.get().multiply(right.get()).compareTo(wanted.get()) == 0;
        });
  }

  private static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.isTextual()) {
      throw new IllegalArgumentException("a check has a text '%s', was %s".formatted(field, node));
    }
    return value.textValue();
  }

  private static int count(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.canConvertToInt()) {
      throw new IllegalArgumentException(
          "a check has a whole number '%s', was %s".formatted(field, node));
    }
    return value.intValue();
  }
}
