package dev.weir.exchange.requirement;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Something that holds of a row or does not.
///
/// @param columns it is about
record RowTest(Set<String> columns, Predicate<Row> holds) {
  static final RowTest ALWAYS = new RowTest(Set.of(), _ -> true);

  RowTest {
    columns = Set.copyOf(columns);
  }

  static RowTest of(String column, Predicate<Row> holds) {
    return new RowTest(Set.of(column), holds);
  }

  static RowTest allOf(List<RowTest> tests) {
    return new RowTest(
        columnsOf(tests), row -> tests.stream().allMatch(test -> test.holds.test(row)));
  }

  static RowTest anyOf(List<RowTest> tests) {
    return new RowTest(
        columnsOf(tests), row -> tests.stream().anyMatch(test -> test.holds.test(row)));
  }

  private static Set<String> columnsOf(List<RowTest> tests) {
    Set<String> columns = new LinkedHashSet<>();
    tests.forEach(test -> columns.addAll(test.columns));
    return columns;
  }

  RowTest and(RowTest other) {
    return this.equals(ALWAYS) ? other : allOf(List.of(this, other));
  }
}
