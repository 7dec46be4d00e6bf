package dev.weir.value.outcome;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A formula, or a rule, over the figures of one outcome. What is true is 1, what is not is 0.
/// [ExpressionText] reads it.
public sealed interface Expression {

  /// What names stand for; nothing = not told.
  @FunctionalInterface
  interface Figures extends Function<String, Optional<BigDecimal>> {}

  /// Its value. A name without one, and a division by zero, are an [IllegalArgumentException] that
  /// says which. Exact, but for quotients of more than 34 digits.
  BigDecimal value(Figures figures);

  /// Whether it says that something is so.
  ///
  /// @param truths names that do
  boolean isTruth(Set<String> truths);

  /// All names in it.
  Stream<String> names();

  /// As it can be read again.
  String text();

  record Constant(BigDecimal number) implements Expression {
    @Override
    public BigDecimal value(Figures figures) {
      return number;
    }

    @Override
    public boolean isTruth(Set<String> truths) {
      return false;
    }

    @Override
    public Stream<String> names() {
      return Stream.of();
    }

    @Override
    public String text() {
      return number.toPlainString();
    }
  }

  record Name(String text) implements Expression {
    @Override
    public BigDecimal value(Figures figures) {
      return figures
          .apply(text)
          .orElseThrow(() -> new IllegalArgumentException("'%s' is not told".formatted(text)));
    }

    @Override
    public boolean isTruth(Set<String> truths) {
      return truths.contains(text);
    }

    @Override
    public Stream<String> names() {
      return Stream.of(text);
    }
  }

  /// What operations there are; the set is closed.
  enum Operator {
    PLUS("+"),
    MINUS("-"),
    TIMES("*"),
    DIVIDED_BY("/"),
    MIN("min"),
    MAX("max"),
    LESS("<"),
    AT_MOST("<="),
    MORE(">"),
    AT_LEAST(">="),
    EQUAL("="),
    UNEQUAL("!="),
    AND("and"),
    OR("or");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    String sign() {
      return sign;
    }

    boolean isCalled() {
      return this == MIN || this == MAX;
    }
  }

  /// @param operands two, of `min` and `max` one at least
  record Operation(Operator operator, List<Expression> operands) implements Expression {
    public Operation {
      operands = List.copyOf(operands);
    }

    static Operation of(Operator operator, Expression left, Expression right) {
      return new Operation(operator, List.of(left, right));
    }

    @Override
    public BigDecimal value(Figures figures) {
      return switch (operator) {
        case PLUS -> folded(figures, BigDecimal::add);
        case MINUS -> folded(figures, BigDecimal::subtract);
        case TIMES -> folded(figures, BigDecimal::multiply);
        case DIVIDED_BY -> folded(figures, this::quotient);
        case MIN, AND -> folded(figures, BigDecimal::min);
        case MAX, OR -> folded(figures, BigDecimal::max);
        case LESS -> compared(figures, sign -> sign < 0);
        case AT_MOST -> compared(figures, sign -> sign <= 0);
        case MORE -> compared(figures, sign -> sign > 0);
        case AT_LEAST -> compared(figures, sign -> sign >= 0);
        case EQUAL -> compared(figures, sign -> sign == 0);
        case UNEQUAL -> compared(figures, sign -> sign != 0);
      };
    }

    private BigDecimal folded(Figures figures, BinaryOperator<BigDecimal> by) {
      return operands.stream().map(each -> each.value(figures)).reduce(by).orElseThrow();
    }

    private BigDecimal quotient(BigDecimal dividend, BigDecimal divisor) {
      if (divisor.signum() == 0) {
        throw new IllegalArgumentException(
            "a divisor is not 0, was '%s'".formatted(operands.getLast().text()));
      }
      return dividend.divide(divisor, MathContext.DECIMAL128);
    }

    private BigDecimal compared(Figures figures, IntPredicate isSo) {
      int sign = operands.getFirst().value(figures).compareTo(operands.getLast().value(figures));
      return isSo.test(sign) ? BigDecimal.ONE : BigDecimal.ZERO;
    }

    @Override
    public boolean isTruth(Set<String> truths) {
      return switch (operator) {
        case PLUS, MINUS, TIMES, DIVIDED_BY, MIN, MAX -> false;
        case LESS, AT_MOST, MORE, AT_LEAST, EQUAL, UNEQUAL, AND, OR -> true;
      };
    }

    @Override
    public Stream<String> names() {
      return operands.stream().flatMap(Expression::names);
    }

    @Override
    public String text() {
      return operator.isCalled()
          ? operands.stream()
              .map(Expression::text)
              .collect(Collectors.joining(", ", operator.sign() + "(", ")"))
          : operands.stream()
              .map(Operation::nested)
              .collect(Collectors.joining(" " + operator.sign() + " "));
    }

    private static String nested(Expression operand) {
      return operand instanceof Operation inner && !inner.operator.isCalled()
          ? "(" + operand.text() + ")"
          : operand.text();
    }
  }
}
