package dev.weir.flow.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.base.money.Total;
import dev.weir.flow.policy.Scene;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RuleInCurrencyTest {
  private static final Rates RATES =
      rates("EUR", Map.of("2026-10-01", "1.10", "2026-11-01", "1.25", "2026-11-16", "1.50"));

  private static Rates rates(String currency, Map<String, String> days) {
    NavigableMap<LocalDate, BigDecimal> its = new TreeMap<>();
    days.forEach((day, rate) -> its.put(LocalDate.parse(day), new BigDecimal(rate)));
    return new Rates(new TreeMap<>(Map.of(currency, its)));
  }

  private static RuleBook book(String json) {
    return book(json, Instant.EPOCH);
  }

  private static RuleBook book(String json, Instant from) {
    return RuleBook.parse(json.replace('\'', '"'), RATES, Map.of(), from);
  }

  private static RuleBook budget(String rest) {
    return book("{'budgets':[{'id':'b',%s}]}".formatted(rest));
  }

  private static BigDecimal limit(RuleBook book, String at) {
    Match match = new Match(book.rules().getFirst(), "");
    return book.limitOf(match, Instant.parse(at)).toUsd();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "month UTC|2026-11-01T00:00:00Z|125",
        "month UTC|2026-11-30T23:59:59Z|125",
        "month UTC|2026-12-01T00:00:00Z|150",
        "month UTC|2026-10-31T23:59:59Z|110",
        "month UTC|2026-09-15T00:00:00Z|110",
        "month Europe/Berlin|2026-10-31T22:59:59Z|110",
        "month Europe/Berlin|2026-10-31T23:00:00Z|125",
        "month America/New_York|2026-11-01T03:59:59Z|110",
        "month America/New_York|2026-11-01T04:00:00Z|125",
        "week UTC|2026-11-15T12:00:00Z|125",
        "week UTC|2026-11-16T00:00:00Z|150",
        "year UTC|2026-11-20T00:00:00Z|110",
        "year UTC|2027-01-01T00:00:00Z|150",
        "rolling 24h|2026-11-16T23:59:00Z|125",
        "rolling 24h|2026-11-17T00:24:00Z|150",
      })
  void isWorthWhatTheRateOfItsWindowsFirstDaySays(String window, String at, String dollars) {
    RuleBook book = budget("'window':'%s','limit':'100 EUR'".formatted(window));

    assertThat(limit(book, at)).isEqualByComparingTo(dollars);
  }

  @Test
  void isWorthTheSameThroughoutAWindowInWhateverOrderItIsAsked() {
    RuleBook book = budget("'window':'month UTC','limit':'100 EUR'");
    Random random = new Random(4);
    LocalDate first = LocalDate.of(2026, 9, 1);
    for (int i = 0; i < 1_000; i++) {
      LocalDate day = first.plusDays(random.nextInt(150));
      Instant at = day.atTime(random.nextInt(24), 7).toInstant(ZoneOffset.UTC);
      Instant start = day.withDayOfMonth(1).atStartOfDay(ZoneOffset.UTC).toInstant();

      assertThat(limit(book, at.toString())).isEqualTo(limit(book, start.toString()));
    }
  }

  @Test
  void isRoundedDownToAPicodollar() {
    Random random = new Random(5);
    for (int i = 0; i < 1_000; i++) {
      BigInteger picos = BigInteger.valueOf(random.nextLong(1_000_000_000_000_000L));
      BigDecimal rate = BigDecimal.valueOf(1 + random.nextLong(2_000_000_000L), 9);
      Amount amount = new Amount(Total.of(picos.longValueExact()), "EUR");
      BigInteger[] exact =
          picos.multiply(rate.unscaledValue()).divideAndRemainder(BigInteger.TEN.pow(rate.scale()));

      assertThat(amount.inDollars(rate).toBigInteger())
          .as("%s at %s, seed 5", amount, rate)
          .isEqualTo(exact[0]);
    }
  }

  @Test
  void addsRaisesAllowancesAndLimitsOfMoneyAtTheSameRate() {
    RuleBook book =
        book(
            """
            {'budgets':[{'id':'b','window':'month UTC','limit':'100 EUR','allowance':'2 EUR'}],
             'limits':[{'id':'l','measure':'money','window':'day UTC','max_money':'4 EUR'}],
             'raises':[{'budget':'b','extra':'8 EUR','who':'w','why':'y',
               'from':'2026-11-20T00:00:00Z','until':'2026-11-21T00:00:00Z'},
              {'budget':'b','extra_usd':'1','who':'w','why':'y',
               'from':'2026-11-20T00:00:00Z','until':'2026-11-21T00:00:00Z'}]}
            """);
    Instant at = Instant.parse("2026-11-20T10:00:00Z");
    Match limit = new Match(book.limits().getFirst(), "");

    assertThat(limit(book, at.toString())).isEqualByComparingTo("136");
    assertThat(book.allowanceOf(book.budgets().getFirst(), at))
        .hasValueSatisfying(money -> assertThat(money.toBigDecimal()).isEqualByComparingTo("2.50"));
    assertThat(book.capOf(limit, at).toUsd()).isEqualByComparingTo("6");
    assertThat(book.asSet(book.budgets().getFirst(), at))
        .hasValueSatisfying(set -> {
          assertThat(set.amount()).hasToString("100 EUR");
          assertThat(set.rate().from()).isEqualTo("2026-11-01");
        });
  }

  @Test
  void aWindowWithoutAFirstDayNeedsTheDayFromWhichTheRuleHolds() {
    assertThatThrownBy(() -> budget("'window':'total','limit':'100 EUR'"))
        .hasMessage(
            "budget 'b': window 'total' has no first day, so 100 EUR needs 'from', whose day's rate"
                + " holds");
    RuleBook book = budget("'window':'total','limit':'100 EUR','from':'2026-11-03T00:00:00Z'");

    assertThat(limit(book, "2027-11-20T00:00:00Z")).isEqualByComparingTo("125");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'limit':'100 GBP'|budget 'b': the price book has no exchange rate of GBP, which 100 GBP needs",
        "'limit':'1','limit_usd':1|field 'limit'",
        "'limit':'100EUR'|an amount is written as '500 EUR', was '100EUR'",
        "'limit':'-1 EUR'|an amount is written as '500 EUR', was '-1 EUR'",
        "'limit':'0.0000000000001 EUR'|at most twelve decimals",
        "'limit':'999999999999999999 EUR'|18 digits",
        "'limit':'1 EUR','allowance':'2 GBP'|no exchange rate of GBP",
      })
  void refusesByNameWhatCannotBePutInDollars(String fields, String reason) {
    assertThatThrownBy(() -> budget("'window':'month UTC'," + fields))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("budget 'b'")
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "month UTC|2026-11-10T00:00:00Z|true",
        "month UTC|2026-10-10T00:00:00Z|true",
        "month UTC|2026-09-30T23:59:59Z|false",
        "month Europe/Berlin|2026-09-30T22:00:00Z|true",
        "year UTC|2026-11-10T00:00:00Z|false",
        "year UTC|2027-01-01T00:00:00Z|true",
        "rolling 7d|2026-10-07T00:00:00Z|false",
        "rolling 7d|2026-10-09T00:00:00Z|true",
      })
  void needsARateThatHadBegunByTheFirstDayOfItsWindow(String window, String at, boolean had) {
    RuleBook book = budget("'window':'%s','limit':'100 EUR'".formatted(window));
    ThrowingCallable asked = () -> book.requireRates(Instant.parse(at));

    if (had) {
      assertThatCode(asked).doesNotThrowAnyException();
    } else {
      assertThatThrownBy(asked)
          .hasMessageContaining("rule 'b': 100 EUR in window '%s' needs an".formatted(window))
          .hasMessageContaining("the price book's first is of 2026-10-01");
    }
  }

  @Test
  void aRuleOfAnotherTimeNeedsTheRateOfThatTime() {
    Instant september = Instant.parse("2026-09-15T00:00:00Z");

    budget("'window':'day UTC','limit':'1 EUR','from':'2026-10-01T00:00:00Z'")
        .requireRates(september);
    budget("'window':'day UTC','limit':'1 EUR','until':'2026-09-15T00:00:00Z'")
        .requireRates(september);
    assertThatThrownBy(() ->
            budget("'window':'total','limit':'1 EUR','from':'2026-09-01T00:00:00Z'")
                .requireRates(Instant.parse("2026-12-01T00:00:00Z")))
        .hasMessageContaining("exchange rate of 2026-09-01 or before");
  }

  @Test
  void statesTheRatesItNeedsAndNoOthersSoThatItsTextSaysWhatItMeans() {
    RuleBook book = budget("'window':'month UTC','limit':'100 EUR'");
    RuleBook read = RuleBook.parse(book.json());
    RuleBook dollars = budget("'window':'month UTC','limit_usd':'100'");

    assertThat(book.json())
        .contains("\"limit\":\"100 EUR\"")
        .endsWith(
            "\"rates\":{\"EUR\":{\"2026-10-01\":\"1.1\",\"2026-11-01\":\"1.25\",\"2026-11-16\":\"1.5\"}}}");
    assertThat(read.json()).isEqualTo(book.json());
    assertThat(limit(read, "2026-11-20T00:00:00Z")).isEqualByComparingTo("125");
    assertThat(dollars.json()).doesNotContain("rates").contains("\"limit_usd\":\"100\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'window':'month UTC'|2026-11-01",
        "'window':'day UTC'|2026-11-01",
        "'window':'day UTC','from':'2026-11-20T00:00:00Z'|2026-11-16",
        "'window':'rolling 12h'|2026-11-01",
        "'window':'rolling 30d'|2026-10-01",
        "'window':'total','from':'2026-11-02T00:00:00Z'|2026-11-01",
        "'window':'year UTC'|2026-10-01",
      })
  void statesNoRateFromBeforeTheFirstDaysOfItsWindowsWhenItComesIntoForce(
      String fields, LocalDate first) {
    Instant from = Instant.parse("2026-11-01T23:59:59Z");
    RuleBook book = book("{'budgets':[{'id':'b','limit':'1 EUR',%s}]}".formatted(fields), from);

    assertThat(book.rates().byCurrency().get("EUR"))
        .isEqualTo(RATES.since(Map.of("EUR", first)).byCurrency().get("EUR"));
    assertThat(book.json()).contains("\"rates\":{\"EUR\":{\"%s\"".formatted(first));
    assertThat(RuleBook.parse(book.json()).json()).isEqualTo(book.json());
  }

  @Test
  void isWorthTheSameWithoutTheRatesLeftOutFromTheDayItComesIntoForceOn() {
    Random random = new Random(6);
    for (String window : List.of("day UTC", "week UTC", "month Europe/Berlin", "rolling 7d")) {
      String json = "{'budgets':[{'id':'b','window':'%s','limit':'100 EUR'}]}".formatted(window);
      for (int i = 0; i < 200; i++) {
        Instant from =
            Instant.parse("2026-09-20T00:00:00Z").plusSeconds(random.nextInt(80 * 86_400));
        String at = from.plusSeconds(random.nextInt(40 * 86_400)).toString();

        assertThat(limit(book(json, from), at))
            .as("%s from %s at %s, seed 6", window, from, at)
            .isEqualByComparingTo(limit(book(json), at));
      }
    }
  }

  @Test
  void aRaiseThatIsOverNeedsNoRateAndIsLeftOut() {
    String json =
        """
        {'budgets':[{'id':'b','window':'month UTC','limit':'100 EUR'}],
         'raises':[{'budget':'b','extra':'8 GBP','who':'w','why':'y',
           'from':'2026-11-20T00:00:00Z','until':'2026-11-21T00:00:00Z'}]}
        """;
    Instant over = Instant.parse("2026-11-21T00:00:00Z");

    assertThatThrownBy(() -> book(json, over.minusNanos(1)))
        .hasMessageContaining("a raise of budget 'b': the price book has no exchange rate of GBP");
    assertThat(book(json, over).raises()).isEmpty();
    assertThat(limit(book(json, over), over.toString())).isEqualByComparingTo("125");
  }

  /// The first rate is of 1 October.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-09-01T00:00:00Z|2026-09-16T00:00:00Z|false",
        "2026-09-01T00:00:00Z|2026-09-15T00:00:00Z|true",
        "2026-10-02T00:00:00Z|2026-10-03T00:00:00Z|true",
      })
  void aRaiseNeedsARateWhileItLasts(String from, String until, boolean had) {
    RuleBook book =
        book(
            """
            {'budgets':[{'id':'b','window':'day UTC','limit_usd':'100'}],
             'raises':[{'budget':'b','extra':'8 EUR','who':'w','why':'y',
               'from':'%s','until':'%s'}]}
            """
                .formatted(from, until));
    ThrowingCallable asked = () -> book.requireRates(Instant.parse("2026-09-15T00:00:00Z"));

    if (had) {
      assertThatCode(asked).doesNotThrowAnyException();
    } else {
      assertThatThrownBy(asked).hasMessageContaining("rule 'b': 8 EUR in window 'day UTC' needs");
    }
  }

  @Test
  void saysDollarsInTheCurrencyTheLimitWasSetIn() {
    RuleBook book = budget("'window':'month UTC','limit':'100 EUR'");
    Instant at = Instant.parse("2026-11-20T10:00:00Z");
    RuleBook.AsSet set = book.asSet(book.rules().getFirst(), at).orElseThrow();

    assertThat(set.text(Total.usd(new BigDecimal("125")))).isEqualTo("100 EUR");
    assertThat(set.text(Total.usd(new BigDecimal("0.000075")))).isEqualTo("0.00006 EUR");
    assertThat(set.text(Total.ZERO)).isEqualTo("0 EUR");
  }

  @Test
  void anotherRateIsAnotherVersionOfTheBookAndTheSameCounter() {
    RuleBook before = budget("'window':'month UTC','limit':'100 EUR'");
    RuleBook after =
        RuleBook.parse(
            "{\"budgets\":[{\"id\":\"b\",\"window\":\"month UTC\",\"limit\":\"100 EUR\"}]}",
            rates("EUR", Map.of("2026-10-01", "1.10")),
            Map.of(),
            Instant.EPOCH);

    assertThat(after.version()).isNotEqualTo(before.version());
    assertThat(after.rules().getFirst().counter()).isEqualTo(before.rules().getFirst().counter());
  }

  @Test
  void keepsItsRatesWhenSomeOfItsRulesAreTaken() {
    RuleBook book = budget("'window':'month UTC','limit':'100 EUR'");

    assertThat(limit(book.only(rule -> true), "2026-11-20T00:00:00Z"))
        .isEqualTo(limit(book, "2026-11-20T00:00:00Z"));
    assertThat(book.only(rule -> false).rates()).isEqualTo(Rates.NONE);
    assertThat(List.of(Scene.budget("a", 1)))
        .allSatisfy(each -> assertThat(each.limit().isInDollars()).isTrue());
  }
}
