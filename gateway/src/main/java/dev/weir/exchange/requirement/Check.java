package dev.weir.exchange.requirement;

import java.util.List;
import java.util.function.Predicate;

/// What a rule requires.
sealed interface Check {

  /// Of each row that the rule's condition holds for.
  record EachRow(RowTest test) implements Check {}

  /// Of each row, in those of the test's columns that the file has: it is about a format.
  record EachValue(RowTest test) implements Check {}

  /// The file has this column.
  record Present(String column) implements Check {}

  /// Rows with the same value of `of` have so many values of `counted` between them.
  record Distinct(String of, String counted, int expected) implements Check {}

  /// Rows with the same value of `of` have two sums that are equal, where both have rows.
  record Balance(String of, Part left, Part right) implements Check {}

  /// A sum.
  ///
  /// @param rows those that are added up
  record Part(String column, Predicate<Row> rows) {}

  /// Of the names of the columns, in their order.
  record Header(Predicate<List<String>> test) implements Check {}

  /// What another rule requires.
  record OfRule(String id) implements Check {}

  /// Each of these.
  record All(List<Check> checks) implements Check {}

  /// At least one of these.
  record Any(List<Check> checks) implements Check {}

  /// Nothing that a file alone tells.
  ///
  /// @param why what it would take
  record Undecidable(String why) implements Check {}
}
