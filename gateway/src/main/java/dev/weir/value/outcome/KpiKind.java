package dev.weir.value.outcome;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a KPI measures, the values it can have, and how it is summed up.
public enum KpiKind {
  /// Whether something was so: 1 or 0.
  BOOLEAN(Shape.TRUTH, "true or false", 0, 1),
  NUMBER(Shape.MEASURE, "a number"),
  /// Per cent.
  PERCENTAGE(Shape.MEASURE, "a number from 0 to 100", 0, 100),
  /// Seconds.
  DURATION(Shape.MEASURE, "a number of seconds, not negative", 0),
  /// US dollars.
  MONEY(Shape.MEASURE, "a number of dollars"),
  LIKERT5(Shape.SCALE, "a whole number from 1 to 5", 1, 5),
  LIKERT7(Shape.SCALE, "a whole number from 1 to 7", 1, 7),
  LIKERT10(Shape.SCALE, "a whole number from 1 to 10", 1, 10),
  /// How satisfied somebody is.
  CSAT(Shape.SCALE, "a whole number from 1 to 5", 1, 5);

  /// How values of a kind are summed up.
  enum Shape {
    /// As a share.
    TRUTH,
    /// As mean, median and 0.95 quantile.
    MEASURE,
    /// As a distribution, and the share of the two best answers.
    SCALE
  }

  private final Shape shape;
  private final String rule;
  private final Optional<BigDecimal> least;
  private final Optional<BigDecimal> most;

  KpiKind(Shape shape, String rule, int... range) {
    this.shape = shape;
    this.rule = rule;
    this.least = range.length > 0 ? Optional.of(BigDecimal.valueOf(range[0])) : Optional.empty();
    this.most = range.length > 1 ? Optional.of(BigDecimal.valueOf(range[1])) : Optional.empty();
  }

  Shape shape() {
    return shape;
  }

  /// What a value is, in words.
  String rule() {
    return rule;
  }

  /// The best answer of a scale.
  int best() {
    return most.orElseThrow().intValueExact();
  }

  /// Whether this kind can have a value.
  boolean takes(BigDecimal value) {
    boolean whole = shape == Shape.MEASURE || value.stripTrailingZeros().scale() <= 0;
    return whole
        && least.filter(low -> value.compareTo(low) < 0).isEmpty()
        && most.filter(high -> value.compareTo(high) > 0).isEmpty();
  }

  /// The name in facts and answers: `likert5`.
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static KpiKind of(String code) {
    return Arrays.stream(values())
        .filter(kind -> kind.code().equals(code))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "a kind of KPI is one of %s, was '%s'"
                    .formatted(
                        Arrays.stream(values())
                            .map(KpiKind::code)
                            .collect(Collectors.joining(", ")),
                        code)));
  }
}
