package dev.weir.view.report;

import static dev.weir.view.report.SeededLedger.RANGE;
import static dev.weir.view.report.SeededLedger.SEED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.exchange.reconcile.Confirmed;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Cells added up here against the statements by which the ledger database adds up.
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PivotSourceTest {
  private SeededLedger ledger;

  @BeforeAll
  void load(@TempDir Path folder) {
    ledger = new SeededLedger(folder);
  }

  @AfterAll
  void close() {
    ledger.close();
  }

  private static ReportQuery query(Measure measure, String by) {
    return new ReportQuery(
        Subject.COST,
        Arrays.stream(by.split(" ")).map(Dimension::parse).toList(),
        RANGE,
        List.of(),
        100,
        Confirmed.NOTHING,
        Optional.empty(),
        Set.of(measure.field()));
  }

  @ParameterizedTest
  @CsvSource({
    "model, cost_usd",
    "use_case model, cost_usd",
    "use_case provider, calls",
    "day model, input_tokens",
    "tag:feature use_case, cost_per_call_usd",
    "model key, unattributed_share",
    "user, cost_usd",
    "session model, refusals"
  })
  void areTheSameSumsInTheSameOrder(String by, String field) {
    Measure measure = Measure.parse(field);
    ReportQuery query = query(measure, by);
    PivotSource added = PivotSource.of(ledger.database, query, measure);
    PivotSource asked = new PivotStatements(ledger.database, query, measure);
    assertThat(added).isInstanceOf(PivotCells.class);

    List<List<String>> kept =
        Stream.iterate(0, i -> i + 1)
            .limit(query.by().size())
            .map(i -> {
              List<String> largest = asked.largest(i);
              assertThat(added.largest(i)).as("seed %d", SEED).isEqualTo(largest);
              return largest.stream().limit(2).toList();
            })
            .toList();

    assertThat(figures(added.over(kept), measure))
        .as("seed %d", SEED)
        .isNotEmpty()
        .isEqualTo(figures(asked.over(kept), measure));
  }

  private static Map<String, Optional<BigDecimal>> figures(
      Map<List<PivotSource.Slot>, Measures> sums, Measure measure) {
    Map<String, Optional<BigDecimal>> figures = new TreeMap<>();
    sums.forEach((slots, of) -> figures.put(slots.toString(), measure.of(of)));
    return figures;
  }

  @Test
  void percentilesAreAskedFor() {
    Measure median = Measure.parse("ttft_p50_ms");

    assertThat(PivotSource.of(ledger.database, query(median, "model"), median))
        .isInstanceOf(PivotStatements.class);
  }
}
