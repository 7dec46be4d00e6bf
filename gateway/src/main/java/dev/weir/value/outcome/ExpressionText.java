package dev.weir.value.outcome;

import dev.weir.value.outcome.Expression.Constant;
import dev.weir.value.outcome.Expression.Name;
import dev.weir.value.outcome.Expression.Operation;
import dev.weir.value.outcome.Expression.Operator;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads expressions: `or`, `and`, a comparison, sums, products, from the weakest to what binds
/// most; parentheses, `min(…)`, `max(…)`, decimals, names. `×` and `÷` are `*` and `/`. Used once,
/// by one thread.
final class ExpressionText {
  private static final int LENGTH_MAX = 1_000;
  private static final int DEPTH_MAX = 50;
  private static final int DIGITS_MAX = 24;
  private static final Pattern WORD =
      Pattern.compile(
          "\\s*([0-9]+(?:\\.[0-9]+)?|[a-z][a-z0-9_]*(?:\\.[a-z][a-z0-9_]*)?|<=|>=|!=|[-+*/×÷−()<>=,])");
  private static final Map<String, Operator> COMPARISONS =
      Map.of(
          "<", Operator.LESS,
          "<=", Operator.AT_MOST,
          ">", Operator.MORE,
          ">=", Operator.AT_LEAST,
          "=", Operator.EQUAL,
          "!=", Operator.UNEQUAL);
  private static final Map<String, Operator> SUMS =
      Map.of("+", Operator.PLUS, "-", Operator.MINUS, "−", Operator.MINUS);
  private static final Map<String, Operator> PRODUCTS =
      Map.of(
          "*",
          Operator.TIMES,
          "×",
          Operator.TIMES,
          "/",
          Operator.DIVIDED_BY,
          "÷",
          Operator.DIVIDED_BY);
  private static final String END = "";

  private final String text;
  private final Set<String> truths;
  private final List<String> words;
  private int at;
  private int depth;

  private ExpressionText(String text, Set<String> truths) {
    this.text = text;
    this.truths = truths;
    this.words = words(text);
  }

  /// A formula: its value is a number.
  ///
  /// @param truths names that say whether something is so
  static Expression formula(String text, Set<String> truths) {
    Expression read = new ExpressionText(text, truths).whole();
    if (read.isTruth(truths)) {
      throw wrong("a formula comes to a number, not to true or false", text);
    }
    return read;
  }

  /// A rule: its value is true or false.
  static Expression rule(String text, Set<String> truths) {
    Expression read = new ExpressionText(text, truths).whole();
    if (!read.isTruth(truths)) {
      throw wrong("a rule compares, or names a boolean KPI", text);
    }
    return read;
  }

  private static List<String> words(String text) {
    if (text.isBlank() || text.length() > LENGTH_MAX) {
      throw new IllegalArgumentException(
          "an expression has 1 to %,d characters, was %,d".formatted(LENGTH_MAX, text.length()));
    }
    String stripped = text.stripTrailing();
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(stripped);
    int from = 0;
    while (from < stripped.length()) {
      matcher.region(from, stripped.length());
      if (!matcher.lookingAt()) {
        throw wrong(
            "an expression has names, decimals, + - * / ( ) , < <= > >= = !=, and, or, min, max",
            stripped.substring(from).strip());
      }
      words.add(matcher.group(1));
      from = matcher.end();
    }
    return words;
  }

  private Expression whole() {
    Expression read = alternatives();
    if (!next().equals(END)) {
      throw unexpected("an operator");
    }
    return read;
  }

  private Expression alternatives() {
    Expression left = conjunction();
    while (taken("or")) {
      left = Operation.of(Operator.OR, truth(left), truth(conjunction()));
    }
    return left;
  }

  private Expression conjunction() {
    Expression left = comparison();
    while (taken("and")) {
      left = Operation.of(Operator.AND, truth(left), truth(comparison()));
    }
    return left;
  }

  private Expression truth(Expression operand) {
    if (!operand.isTruth(truths)) {
      throw wrong(
          "'and' and 'or' stand between comparisons or boolean KPIs in '%s'".formatted(text),
          operand.text());
    }
    return operand;
  }

  private Expression comparison() {
    Expression left = sum();
    Operator operator = COMPARISONS.get(next());
    if (operator == null) {
      return left;
    }
    at++;
    return Operation.of(operator, left, sum());
  }

  private Expression sum() {
    Expression left = product();
    for (Operator operator = SUMS.get(next()); operator != null; operator = SUMS.get(next())) {
      at++;
      left = Operation.of(operator, left, product());
    }
    return left;
  }

  private Expression product() {
    Expression left = operand();
    for (Operator operator = PRODUCTS.get(next());
        operator != null;
        operator = PRODUCTS.get(next())) {
      at++;
      left = Operation.of(operator, left, operand());
    }
    return left;
  }

  private Expression operand() {
    if (++depth > DEPTH_MAX) {
      throw wrong("an expression is at most %d parentheses deep".formatted(DEPTH_MAX), text);
    }
    Expression read =
        switch (next()) {
          case "-", "−" -> {
            at++;
            yield Operation.of(Operator.MINUS, new Constant(BigDecimal.ZERO), operand());
          }
          case "(" -> {
            at++;
            Expression inner = alternatives();
            require(")");
            yield inner;
          }
          case "min" -> called(Operator.MIN);
          case "max" -> called(Operator.MAX);
          default -> plain();
        };
    depth--;
    return read;
  }

  private Expression called(Operator operator) {
    at++;
    require("(");
    List<Expression> operands = new ArrayList<>(List.of(alternatives()));
    while (taken(",")) {
      operands.add(alternatives());
    }
    require(")");
    return new Operation(operator, operands);
  }

  private Expression plain() {
    String word = next();
    if (word.equals(END) || word.equals("and") || word.equals("or")) {
      throw unexpected("a name or a number");
    }
    char first = word.charAt(0);
    at++;
    if (word.equals("true") || word.equals("false")) {
      return new Constant(word.equals("true") ? BigDecimal.ONE : BigDecimal.ZERO);
    }
    if (Character.isDigit(first)) {
      if (word.length() > DIGITS_MAX) {
        throw wrong("a decimal has at most %d characters".formatted(DIGITS_MAX), word);
      }
      return new Constant(new BigDecimal(word));
    }
    if (first < 'a' || first > 'z') {
      at--;
      throw unexpected("a name or a number");
    }
    return new Name(word);
  }

  private String next() {
    return at < words.size() ? words.get(at) : END;
  }

  private boolean taken(String word) {
    boolean isThere = next().equals(word);
    if (isThere) {
      at++;
    }
    return isThere;
  }

  private void require(String word) {
    if (!taken(word)) {
      throw unexpected("'" + word + "'");
    }
  }

  private IllegalArgumentException unexpected(String wanted) {
    return wrong(
        "%s is expected behind '%s'".formatted(wanted, String.join(" ", words.subList(0, at))),
        next().equals(END) ? "the end" : next());
  }

  private static IllegalArgumentException wrong(String rule, String seen) {
    return new IllegalArgumentException("%s, was '%s'".formatted(rule, seen));
  }
}
