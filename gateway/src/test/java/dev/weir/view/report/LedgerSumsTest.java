package dev.weir.view.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.store.Database;
import dev.weir.exchange.reconcile.Days;
import dev.weir.exchange.reconcile.LedgerSum;
import dev.weir.exchange.reconcile.Share;
import dev.weir.flow.projection.LedgerDatabase;
import dev.weir.flow.projection.SeededCalls;
import dev.weir.flow.projection.Tables;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The ledger's side of a reconciliation, compared with sums over single columns.
@Timeout(60)
class LedgerSumsTest {
  private static final Days ALL = new Days(LocalDate.of(2026, 10, 20), LocalDate.of(2026, 11, 20));

  @TempDir Path folder;
  private Database database;

  @BeforeEach
  void load() {
    database = Tables.open(folder.resolve("ledger.duckdb"));
    new LedgerDatabase(database).load(SeededCalls.located(new SeededCalls(17).entries(3_000)));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private List<LedgerSum> sums() {
    return new LedgerSums(database).of("simulator", "simulator", ALL);
  }

  private BigDecimal single(String sql) {
    return database.read(connection -> {
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery(sql)) {
        row.next();
        return row.getBigDecimal(1);
      }
    });
  }

  private int change(String sql) {
    return database.write(connection -> {
      try (Statement statement = connection.createStatement()) {
        return statement.executeUpdate(sql);
      }
    });
  }

  private static BigDecimal total(List<LedgerSum> sums, Function<LedgerSum, BigDecimal> of) {
    return sums.stream().map(of).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal quantity(List<LedgerSum> sums, String meter) {
    return total(
        sums.stream().filter(sum -> sum.meter().equals(meter)).toList(), LedgerSum::quantity);
  }

  @Test
  void everyChargeAndEveryRequestIsInOneSum() {
    List<LedgerSum> sums = sums();

    assertThat(total(sums, LedgerSum::cost))
        .isEqualByComparingTo(single("SELECT sum(cost) FROM attempt WHERE provider = 'simulator'"))
        .isPositive();
    assertThat(quantity(sums, "request"))
        .isEqualByComparingTo(
            single(
                "SELECT CAST(sum(requests) AS DECIMAL(38, 0)) FROM attempt WHERE provider = 'simulator'"));
    assertThat(quantity(sums, "output"))
        .isEqualByComparingTo(
            single(
                """
                SELECT CAST((SELECT sum(quantity) FROM charge_line JOIN attempt USING (position)
                    WHERE meter = 'output' AND provider = 'simulator')
                  + (SELECT coalesce(sum(output_tokens + reasoning_tokens), 0) FROM attempt a
                     WHERE provider = 'simulator' AND NOT EXISTS (
                       SELECT 1 FROM charge_line l WHERE l.position = a.position))
                  AS DECIMAL(38, 0))
                """));
    assertThat(total(sums, sum -> sum.retried().cost()))
        .isEqualByComparingTo(
            single("SELECT sum(cost) FROM attempt WHERE attempt > 1 AND provider = 'simulator'"));
    assertThat(new LedgerSums(database).of("another", "another", ALL)).isEmpty();
  }

  @Test
  void anAnswerThatIsThereTwiceIsMarkedOnce() {
    change("UPDATE attempt SET response_id = 'resp_' || position WHERE kind <> 'correction'");
    assertThat(total(sums(), sum -> sum.doubled().cost())).isZero();
    BigDecimal once =
        single(
            "SELECT max(cost) FROM attempt WHERE kind = 'settled' AND attempt = 1 AND "
                + "provider = 'simulator'");
    change(
        """
        INSERT INTO charge_line
        SELECT * REPLACE (position + 1 AS position, call_id || 'x' AS call_id) FROM charge_line
        WHERE position = (SELECT arg_max(position, cost) FROM attempt
          WHERE kind = 'settled' AND attempt = 1 AND provider = 'simulator')
        """);
    change(
        """
        INSERT INTO attempt SELECT * REPLACE (position + 1 AS position, call_id || 'x' AS call_id)
        FROM attempt WHERE position = (SELECT arg_max(position, cost) FROM attempt
          WHERE kind = 'settled' AND attempt = 1 AND provider = 'simulator')
        """);

    assertThat(total(sums(), sum -> sum.doubled().cost())).isEqualByComparingTo(once);
  }

  @Tag("slow")
  @Test
  void whatACorrectionChangedOnALaterDayIsMarked() {
    Share before = late();
    change("UPDATE attempt SET booked_at = accepted_at + INTERVAL 3 DAY WHERE kind = 'correction'");

    assertThat(before.cost()).isNotEqualByComparingTo(late().cost());
    assertThat(late().cost())
        .isEqualByComparingTo(
            single(
                "SELECT sum(cost) FROM attempt WHERE kind = 'correction' AND provider = 'simulator'"));
  }

  private Share late() {
    return new Share(
        total(sums(), sum -> sum.late().quantity()), total(sums(), sum -> sum.late().cost()));
  }

  @Tag("slow")
  @Test
  void daysAreThoseOfAcceptanceInUtc() {
    List<LedgerSum> first =
        new LedgerSums(database)
            .of(
                "simulator",
                "simulator",
                new Days(LocalDate.of(2026, 10, 24), LocalDate.of(2026, 10, 25)));

    assertThat(first).allMatch(sum -> sum.day().equals(LocalDate.of(2026, 10, 24)));
    assertThat(total(first, LedgerSum::cost))
        .isEqualByComparingTo(
            single(
                """
                SELECT sum(cost) FROM attempt
                WHERE accepted_at < TIMESTAMP '2026-10-25' AND provider = 'simulator'
                """));
  }
}
