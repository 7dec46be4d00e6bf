package dev.weir.exchange.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.exchange.bill.BillLine;
import dev.weir.exchange.bill.BillLine.Amount;
import dev.weir.exchange.bill.BillLine.Cost;
import dev.weir.exchange.bill.Category;
import dev.weir.exchange.bill.Form;
import dev.weir.exchange.bill.Reading.Period;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// One cause at a time, and what no cause may be named for.
class ReconcileTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 10, 1);
  private static final LocalDate AFTER = LocalDate.of(2026, 10, 11);

  private final List<LedgerSum> ledger = new ArrayList<>();
  private final List<BillLine> usage = new ArrayList<>();
  private final List<BillLine> bill = new ArrayList<>();
  private Map<String, String> keys = Map.of();

  /// A thousand output tokens for a dollar, every day.
  private void quiet(String meter) {
    for (LocalDate day = FIRST; day.isBefore(AFTER); day = day.plusDays(1)) {
      ledger(day, "", meter, "", 1_000, "1", Share.NONE);
      bill.add(line(day, "", meter, "", 1_000, "1"));
    }
  }

  private void ledger(
      LocalDate day, String key, String meter, String tier, long used, String usd, Share retried) {
    ledger.add(
        new LedgerSum(
            key,
            "m",
            meter,
            day,
            tier,
            BigDecimal.valueOf(used),
            new BigDecimal(usd),
            retried,
            Share.NONE,
            Share.NONE));
  }

  private static BillLine line(
      LocalDate day, String key, String meter, String tier, long used, String usd) {
    return line(
        day,
        key,
        meter,
        tier,
        Optional.of(new Amount(BigDecimal.valueOf(used), "tokens")),
        usd,
        "USD",
        Category.USAGE);
  }

  private static BillLine line(
      LocalDate day,
      String key,
      String meter,
      String tier,
      Optional<Amount> amount,
      String due,
      String currency,
      Category category) {
    Instant from = day.atStartOfDay(ZoneOffset.UTC).toInstant();
    return new BillLine(
        1,
        new BillLine.Payer("p", "", "", key),
        new BillLine.What("", "m", meter, tier),
        new BillLine.Span(from, from.plus(Duration.ofDays(1))),
        amount,
        due.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Cost(
                    Optional.empty(),
                    Optional.of(new BigDecimal(due)),
                    Optional.empty(),
                    currency)),
        category,
        "");
  }

  private Reconciliation compare() {
    Period period = new Period(FIRST, AFTER);
    List<Statement> statements = new ArrayList<>();
    if (!bill.isEmpty()) {
      statements.add(new Statement(Form.FOCUS, "focus.csv", period, bill));
    }
    if (!usage.isEmpty()) {
      statements.add(new Statement(Form.OPENAI_USAGE, "usage.json", period, usage));
    }
    return Reconcile.of(
        new Question(
            new Days(FIRST, AFTER), ledger, statements, keys, Optional.empty(), name -> name));
  }

  private static List<Row> differing(Reconciliation found) {
    return found.rows().stream().filter(row -> row.verdict() != Verdict.MATCHED).toList();
  }

  @Test
  void booksThatAgreeAreBalancedAndInvoiced() {
    quiet("output");

    Reconciliation found = compare();

    assertThat(found.isBalanced()).isTrue();
    assertThat(found.rows()).hasSize(10).allMatch(row -> row.certainty() == Certainty.INVOICED);
  }

  private Question question(Statement... statements) {
    return new Question(
        new Days(FIRST, AFTER), ledger, List.of(statements), keys, Optional.empty(), name -> name);
  }

  private Statement statement(Form form, String file, LocalDate from, LocalDate to) {
    return new Statement(form, file, new Period(from, to), bill);
  }

  @Test
  void twoFormsOfOneBillAreNotAddedUp() {
    quiet("output");
    Statement actual = statement(Form.AZURE_ACTUAL, "actual.csv", FIRST, AFTER);
    Statement amortized =
        statement(Form.AZURE_AMORTIZED, "amortized.csv", FIRST.plusDays(4), AFTER.plusDays(9));

    assertThatThrownBy(() -> question(actual, amortized))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "actual.csv (azure-actual) and amortized.csv (azure-amortized) are both bills of")
        .hasMessageContaining("2026-10-05 and would be counted twice: say which by form (--form)");
    Statement ours = statement(Form.ANTHROPIC_USAGE, "ours.json", FIRST, AFTER);
    Statement theirs = statement(Form.OPENAI_USAGE, "theirs.json", FIRST, AFTER);
    assertThatThrownBy(() -> question(ours, theirs))
        .hasMessageContaining("are both provider usage of 2026-10-01");
    assertThat(Reconcile.of(question(actual)).isBalanced()).isTrue();
  }

  @Test
  void formsThatFollowEachOtherAndFilesOfOneFormAreTaken() {
    LocalDate middle = FIRST.plusDays(5);
    Statement early = statement(Form.AWS_CUR, "cur.csv", FIRST, middle);
    Statement late = statement(Form.FOCUS, "focus.csv", middle, AFTER);
    Statement other = statement(Form.FOCUS, "other.csv", middle, AFTER);
    Statement used = statement(Form.OPENAI_USAGE, "usage.json", FIRST, AFTER);

    assertThat(question(early, late, other, used).statements()).hasSize(4);
  }

  @Test
  void gapsThatAreNotEqualAndOppositeOnNeighbouringDaysAreNeverSetOff() {
    quiet("output");
    bill.add(line(FIRST.plusDays(1), "", "output", "", 7, "0.007"));
    bill.add(line(FIRST.plusDays(3), "", "output", "", -7, "-0.007"));

    Reconciliation found = compare();

    assertThat(differing(found)).hasSize(2).allMatch(row -> row.verdict() == Verdict.UNEXPLAINED);
    assertThat(found.unexplainedMore()).isEqualByComparingTo("0.007");
    assertThat(found.unexplainedLess()).isEqualByComparingTo("0.007");
  }

  @Test
  void aShiftWithAnUnexplainedRestIsNotNamed() {
    quiet("output");
    bill.add(line(FIRST.plusDays(1), "", "output", "", 7, "0.007"));
    bill.add(line(FIRST.plusDays(2), "", "output", "", -6, "-0.006"));

    assertThat(differing(compare())).hasSize(2).allMatch(row -> row.parts().isEmpty());
  }

  @Test
  void severalMidnightsInARowAreShiftsToo() {
    quiet("output");
    bill.add(line(FIRST.plusDays(4), "", "output", "", -7, "-0.007"));
    bill.add(line(FIRST.plusDays(5), "", "output", "", 4, "0.004"));
    bill.add(line(FIRST.plusDays(6), "", "output", "", 3, "0.003"));

    Reconciliation found = compare();

    assertThat(differing(found))
        .hasSize(3)
        .allMatch(row -> row.parts().getFirst().cause() == Cause.DAY_SHIFT)
        .allMatch(row -> row.certainty() == Certainty.INVOICED);
    assertThat(found.isBalanced()).isTrue();
  }

  @Test
  void attemptsThatTheProviderDidNotBillAreRetries() {
    quiet("output");
    ledger(
        FIRST,
        "",
        "output",
        "",
        30,
        "0.03",
        new Share(BigDecimal.valueOf(30), new BigDecimal("0.03")));

    Reconciliation found = compare();

    assertThat(found.byCause().get(Cause.RETRY)).isEqualByComparingTo("-0.03");
    assertThat(found.isBalanced()).isTrue();
  }

  @Test
  void theSameQuantityAtAnotherTierIsNamedAndExact() {
    ledger(FIRST, "", "output", "standard", 1_000, "1", Share.NONE);
    bill.add(line(FIRST, "", "output", "standard", 600, "0.6"));
    bill.add(line(FIRST, "", "output", "batch", 400, "0.2"));

    Reconciliation found = compare();

    assertThat(found.byCause().get(Cause.TIER)).isEqualByComparingTo("-0.2");
    assertThat(found.isBalanced()).isTrue();
  }

  @Test
  void oneDayIsNoConstantFactor() {
    ledger(FIRST, "", "output", "", 1_000, "1", Share.NONE);
    bill.add(line(FIRST, "", "output", "", 1_000, "1.25"));

    assertThat(compare().unexplainedMore()).isEqualByComparingTo("0.25");
  }

  @Test
  void aBillOfMoneyAloneIsComparedByMoneyAndItsPriceIsFound() {
    for (LocalDate day = FIRST; day.isBefore(AFTER); day = day.plusDays(1)) {
      ledger(day, "", "output", "", 1_000, "1.07", Share.NONE);
      bill.add(line(day, "", "output", "", Optional.empty(), "0.856", "USD", Category.USAGE));
    }

    Reconciliation found = compare();

    assertThat(found.byCause().get(Cause.CONTRACT_PRICE)).isEqualByComparingTo("-2.14");
    assertThat(found.isBalanced()).isTrue();
    assertThat(found.rows().getFirst().parts().getFirst().note())
        .isEqualTo("billed at 0.8 times the ledger's price");
  }

  @Test
  void chargesForNoUsageStandBeside() {
    quiet("output");
    for (Category category : Category.values()) {
      if (category != Category.USAGE) {
        bill.add(line(FIRST, "", "x", "", Optional.empty(), "-3", "USD", category));
      }
    }

    Reconciliation found = compare();

    assertThat(found.beside().stream().map(Beside::cause))
        .containsExactly(
            Cause.CREDIT, Cause.DISCOUNT, Cause.TAX, Cause.PURCHASE, Cause.LATE_CORRECTION);
    assertThat(differing(found)).isEmpty();
  }

  @Test
  void anotherCurrencyIsNotComparedAndNothingIsBalancedThen() {
    quiet("output");
    bill.add(line(FIRST, "", "output", "", Optional.empty(), "5", "EUR", Category.USAGE));

    Reconciliation found = compare();

    assertThat(found.uncompared())
        .containsExactly(
            new Uncompared(
                "the ledger is in USD, nothing is converted", "EUR", 1, new BigDecimal("5")));
    assertThat(differing(found)).isEmpty();
    assertThat(found.isBalanced()).isFalse();
  }

  @Test
  void withoutKnowingTheKeysTrafficBesideTheGatewayIsNotGuessed() {
    ledger(FIRST, "", "output", "", 1_000, "1", Share.NONE);
    usage.add(line(FIRST, "key_a", "output", "", 1_000, ""));
    usage.add(line(FIRST, "key_b", "output", "", 50, ""));

    Reconciliation unknown = compare();
    keys = Map.of("key_a", "");
    Reconciliation known = compare();

    assertThat(differing(unknown)).hasSize(1).allMatch(row -> row.parts().isEmpty());
    assertThat(unknown.notes()).anyMatch(note -> note.contains("tells of 2 keys"));
    assertThat(differing(known).stream().flatMap(row -> row.parts().stream()).map(Part::cause))
        .containsExactly(Cause.BYPASS);
    assertThat(differing(known).getFirst().place())
        .isEqualTo(new Place("key_b", "m", "output", FIRST));
    assertThat(known.rows().getFirst().certainty()).isEqualTo(Certainty.RECONCILED);
  }

  @Test
  void metersThatOneBookLumpsAreComparedLumped() {
    ledger(FIRST, "", "output", "", 700, "0.7", Share.NONE);
    ledger(FIRST, "", "reasoning", "", 300, "0.3", Share.NONE);
    bill.add(line(FIRST, "", "output", "", 1_000, "1"));

    assertThat(differing(compare())).isEmpty();
    assertThat(compare().isBalanced()).isTrue();
  }

  @Test
  void aMeterThatTheLedgerDoesNotHaveIsNamedAndUnexplained() {
    quiet("output");
    bill.add(line(FIRST, "", "cache_write_5m", "", 400, "0.5"));

    List<Row> rows = differing(compare());

    assertThat(rows).hasSize(1);
    assertThat(rows.getFirst().place().meter()).isEqualTo("cache_write_5m");
    assertThat(rows.getFirst().unexplained().amount()).isEqualByComparingTo("0.5");
  }

  @Test
  void everyQuantityOfADayTwiceIsADoubleReport() {
    for (String meter : List.of("input", "output")) {
      ledger(FIRST, "", meter, "", 1_000, "1", Share.NONE);
      usage.add(line(FIRST, "", meter, "", 2_000, ""));
    }

    assertThat(differing(compare()).stream().flatMap(row -> row.parts().stream()).map(Part::cause))
        .containsExactly(Cause.DOUBLE_REPORT, Cause.DOUBLE_REPORT);
  }

  @Test
  void daysThatNoBillTellsOfAreSaidAndNotBalanced() {
    ledger(FIRST, "", "output", "", 1_000, "1", Share.NONE);

    Reconciliation found = compare();

    assertThat(found.rows()).isEmpty();
    assertThat(found.isBalanced()).isFalse();
    assertThat(found.notes())
        .contains(
            "no bill is imported for 10 days, from 2026-10-01 to 2026-10-10: they are not compared"
                + " with it");
  }
}
