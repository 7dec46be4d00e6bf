package dev.weir.exchange.requirement;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What is kept of the rows for one check. Owned by one thread.
abstract sealed class Tally {
  private static final int EXAMPLES_MAX = 3;
  private static final int GROUPS_MAX = 1_000_000;
  private static final int EXAMPLE_LENGTH_MAX = 200;

  private final RowTest condition;
  private final List<String> examples = new ArrayList<>();
  private long judged;
  private long violations;

  private Tally(RowTest condition) {
    this.condition = condition;
  }

  static Tally ofRows(RowTest condition, RowTest test) {
    return new Rows(condition, test);
  }

  static Tally of(RowTest condition, Check.Distinct check) {
    return new Groups(condition, check);
  }

  /// A sum says itself which rows it is about: the model's condition names one side's alone.
  static Tally of(Check.Balance check) {
    return new Sums(RowTest.ALWAYS, check);
  }

  /// @param number of the row, from 1
  final void take(Row row, long number) {
    if (condition.holds().test(row)) {
      judged++;
      judge(row, number);
    }
  }

  abstract void judge(Row row, long number);

  /// After the last row.
  void finish() {}

  final void broken(String example) {
    violations++;
    if (examples.size() < EXAMPLES_MAX) {
      examples.add(
          example.length() <= EXAMPLE_LENGTH_MAX
              ? example
              : example.substring(0, EXAMPLE_LENGTH_MAX) + "…");
    }
  }

  final long judged() {
    return judged;
  }

  final long violations() {
    return violations;
  }

  final List<String> examples() {
    return examples;
  }

  static <T> void requireRoom(Map<String, T> groups) {
    if (groups.size() > GROUPS_MAX) {
      throw new IllegalArgumentException(
          "a file has at most %d different ids to be checked".formatted(GROUPS_MAX));
    }
  }

  private static final class Rows extends Tally {
    private final RowTest test;
    private final List<String> columns;

    Rows(RowTest condition, RowTest test) {
      super(condition);
      this.test = test;
      this.columns = test.columns().stream().sorted().limit(5).toList();
    }

    @Override
    void judge(Row row, long number) {
      if (!test.holds().test(row)) {
        StringBuilder text = new StringBuilder("row " + number);
        columns.forEach(column ->
            text.append(", ")
                .append(column)
                .append(row.value(column).map(value -> " '" + value + "'").orElse(" null")));
        broken(text.toString());
      }
    }
  }

  private static final class Groups extends Tally {
    private final Check.Distinct check;
    private final Map<String, Set<String>> values = new HashMap<>();

    Groups(RowTest condition, Check.Distinct check) {
      super(condition);
      this.check = check;
    }

    @Override
    void judge(Row row, long number) {
      row.value(check.of())
          .ifPresent(group -> {
            Set<String> counted = values.computeIfAbsent(group, _ -> new HashSet<>());
            row.value(check.counted()).ifPresent(counted::add);
          });
      requireRoom(values);
    }

    @Override
    void finish() {
      values.forEach((group, counted) -> {
        if (counted.size() != check.expected()) {
          broken(
              "%s '%s' has %d of %s: %s"
                  .formatted(check.of(), group, counted.size(), check.counted(), counted));
        }
      });
    }
  }

  private static final class Sums extends Tally {
    private final Check.Balance check;
    private final Map<String, BigDecimal> left = new HashMap<>();
    private final Map<String, BigDecimal> right = new HashMap<>();

    Sums(RowTest condition, Check.Balance check) {
      super(condition);
      this.check = check;
    }

    @Override
    void judge(Row row, long number) {
      row.value(check.of())
          .ifPresent(group -> {
            add(left, group, check.left(), row);
            add(right, group, check.right(), row);
          });
      requireRoom(left);
    }

    private static void add(Map<String, BigDecimal> sums, String group, Check.Part part, Row row) {
      if (part.rows().test(row)) {
        row.decimal(part.column()).ifPresent(value -> sums.merge(group, value, BigDecimal::add));
      }
    }

    @Override
    void finish() {
      left.forEach((group, sum) -> {
        BigDecimal other = right.get(group);
        if (other != null && other.compareTo(sum) != 0) {
          broken(
              "%s '%s': %s of %s against %s of %s"
                  .formatted(
                      check.of(),
                      group,
                      sum.toPlainString(),
                      check.left().column(),
                      other.toPlainString(),
                      check.right().column()));
        }
      });
    }
  }
}
