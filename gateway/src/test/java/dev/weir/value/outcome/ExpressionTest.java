package dev.weir.value.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {
  private static final Set<String> TRUTHS = Set.of("resolved", "reopened");
  private static final Map<String, BigDecimal> FIGURES =
      Map.of(
          "hours", new BigDecimal("1.5"),
          "csat", new BigDecimal("4"),
          "zero", BigDecimal.ZERO,
          "resolved", BigDecimal.ONE,
          "reopened", BigDecimal.ZERO,
          "rate.agent", new BigDecimal("62.50"),
          "redeployed.agent", new BigDecimal("0.4"));

  private static Optional<BigDecimal> figure(String name) {
    return Optional.ofNullable(FIGURES.get(name));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hours * rate.agent * redeployed.agent | 37.5",
        "hours × rate.agent ÷ 2 − 0.875 | 46",
        "2 + 3 * 4 | 14",
        "(2 + 3) * 4 | 20",
        "10 - 2 - 3 | 5",
        "100 / 10 / 2 | 5",
        "-hours + 2 | 0.5",
        "2 - -3 | 5",
        "min(hours, 1, 7) + max(hours, 1) | 2.5",
        "resolved * 12 | 12",
        "(csat > 3) * 12 + (csat > 4) * 100 | 12",
        "0.1 + 0.2 | 0.3",
        "1 / 3 | 0.3333333333333333333333333333333333"
      })
  void aFormulaComesToANumberExactly(String text, BigDecimal value) {
    Expression read = ExpressionText.formula(text, TRUTHS);

    assertThat(read.value(ExpressionTest::figure)).isEqualByComparingTo(value);
    assertThat(ExpressionText.formula(read.text(), TRUTHS).value(ExpressionTest::figure))
        .as(read.text())
        .isEqualByComparingTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "resolved | true",
        "reopened | false",
        "resolved and csat >= 4 | true",
        "resolved and csat > 4 | false",
        "reopened or csat > 4 | false",
        "reopened or resolved and csat = 4 | true",
        "(reopened or resolved) and csat != 4 | false",
        "hours * 2 <= csat - 1 | true",
        "reopened = false | true",
        "hours < 1 or hours < 2 | true"
      })
  void aRuleIsTrueOrFalse(String text, boolean isSo) {
    Expression read = ExpressionText.rule(text, TRUTHS);

    assertThat(read.value(ExpressionTest::figure).signum() != 0).isEqualTo(isSo);
    assertThat(ExpressionText.rule(read.text(), TRUTHS).value(ExpressionTest::figure).signum() != 0)
        .as(read.text())
        .isEqualTo(isSo);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "hours * | a name or a number is expected behind 'hours *', was 'the end'",
        "(hours | ')' is expected behind '( hours', was 'the end'",
        "hours hours | an operator is expected behind 'hours', was 'hours'",
        "min hours | '(' is expected behind 'min', was 'hours'",
        "hours > 1 | a formula comes to a number, not to true or false, was 'hours > 1'",
        "hours ^ 2 | an expression has names, decimals",
        "1 < 2 < 3 | an operator is expected behind '1 < 2', was '<'",
        "hours and resolved | 'and' and 'or' stand between comparisons or boolean KPIs",
        "1.2.3 | an expression has names, decimals",
        ") | a name or a number is expected behind '', was ')'"
      })
  void refusesWhatIsNoFormula(String text, String message) {
    assertThatThrownBy(() -> ExpressionText.formula(text, TRUTHS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesARuleThatIsANumber() {
    assertThatThrownBy(() -> ExpressionText.rule("csat + 1", TRUTHS))
        .hasMessage("a rule compares, or names a boolean KPI, was 'csat + 1'");
  }

  @Test
  void refusesWhatIsTooDeepOrTooLong() {
    assertThatThrownBy(() -> ExpressionText.formula("(".repeat(60) + "1", TRUTHS))
        .hasMessageContaining("at most 50 parentheses deep");
    assertThatThrownBy(() -> ExpressionText.formula("1 + ".repeat(300) + "1", TRUTHS))
        .hasMessageContaining("an expression has 1 to 1,000 characters, was 1,201");
  }

  @Test
  void namesTheDivisorThatIsZero() {
    assertThatThrownBy(() ->
            ExpressionText.formula("hours / (zero * csat)", TRUTHS).value(ExpressionTest::figure))
        .hasMessage("a divisor is not 0, was 'zero * csat'");
  }

  @Test
  void namesTheFigureThatIsNotTold() {
    assertThatThrownBy(
            () -> ExpressionText.formula("hours + days", TRUTHS).value(ExpressionTest::figure))
        .hasMessage("'days' is not told");
  }
}
