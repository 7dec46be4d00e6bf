package dev.weir.view.report;

import static dev.weir.view.report.SeededLedger.RANGE;
import static dev.weir.view.report.SeededLedger.SEED;
import static dev.weir.view.report.SeededLedger.sum;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.money.Total;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.entry.Entry;
import dev.weir.view.report.SeededLedger.Known;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Calls listed and opened: every figure is compared with the entries.
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CallsTest {
  private SeededLedger ledger;

  @BeforeAll
  void load(@TempDir Path folder) {
    ledger = new SeededLedger(folder);
  }

  @AfterAll
  void close() {
    ledger.close();
  }

  @Test
  void listsEachCallOnceWithItsTokensCostAndProvenance() {
    List<CallPage.Line> lines = listed(333);

    Map<CallId, List<Known>> calls =
        ledger.known.entrySet().stream()
            .collect(
                Collectors.groupingBy(
                    e -> CallId.parse(e.getKey().substring(0, e.getKey().indexOf('/'))),
                    Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    assertThat(lines).extracting(CallPage.Line::call).doesNotHaveDuplicates();
    assertThat(lines.stream().filter(line -> line.attempts() > 0)).hasSize(calls.size());
    for (CallPage.Line line : lines) {
      List<Known> attempts = calls.getOrDefault(line.call(), List.of());
      assertThat(line.attempts()).isEqualTo(attempts.size());
      assertThat(line.cost()).isEqualTo(sum(attempts, Known::cost));
      assertThat(line.costEstimated()).isEqualTo(sum(attempts, Known::estimated));
      assertThat(line.tokens().input()).isEqualTo(attempts.stream().mapToLong(Known::input).sum());
      assertThat(line.provenance())
          .as("%s, seed %d", line.call(), SEED)
          .isEqualTo(
              attempts.stream()
                  .flatMap(attempt -> attempt.provenance().stream())
                  .max(Comparator.naturalOrder())
                  .map(worst -> worst.name().toLowerCase(Locale.ROOT))
                  .orElse(""));
    }
    assertThat(lines).extracting(CallPage.Line::provenance).contains("reported", "estimated", "");
  }

  /// Of all of the time, in pages of so many.
  private List<CallPage.Line> listed(int each) {
    List<CallPage.Line> lines = new ArrayList<>();
    Optional<CallId> before = Optional.empty();
    do {
      CallPage page = new Calls(ledger.database).page(RANGE, List.of(), false, before, each);
      lines.addAll(page.calls());
      before = page.next();
    } while (before.isPresent());
    return lines;
  }

  /// A page looks no further back than it has to.
  @Test
  void manyShortPagesHaveTheCallsOfALongOne() {
    List<CallPage.Line> lines = listed(1_000);

    assertThat(lines).hasSizeGreaterThan(500);
    assertThat(listed(17)).isEqualTo(lines);
  }

  @Test
  void whatIsListedIsTheSumOfWhatOpensBehindIt() {
    requireListedIsTheSumOfWhatOpens(60);
  }

  @Tag("slow")
  @Test
  void whatIsListedOfManyIsTheSumOfWhatOpensBehindIt() {
    requireListedIsTheSumOfWhatOpens(300);
  }

  private void requireListedIsTheSumOfWhatOpens(int most) {
    Calls calls = new Calls(ledger.database);
    for (CallPage.Line line : calls.page(RANGE, List.of(), false, Optional.empty(), most).calls()) {
      Total cost = Total.ZERO;
      Map<String, Long> tokens = new TreeMap<>();
      for (CallRecord.Booked row : calls.call(line.call()).orElseThrow().booked()) {
        cost = cost.plus(Total.of(row.cost()));
        row.lines().forEach(it -> tokens.merge(it.meter(), it.quantity(), Long::sum));
        assertThat(row.speed().isPresent()).isEqualTo(row.kind().equals("settled"));
        row.speed()
            .ifPresent(speed ->
                assertThat(speed.outputTokensPerSecond())
                    .isEqualTo(perSecond(row, speed.firstToken().orElseThrow())));
      }
      assertThat(line.cost()).isEqualTo(cost);
      assertThat(line.tokens().output())
          .as("output of %s", line.call())
          .isEqualTo(tokens.getOrDefault("output", 0L));
    }
  }

  /// Every seeded answer takes a second.
  private static Optional<Double> perSecond(CallRecord.Booked row, long firstToken) {
    long output =
        row.lines().stream()
            .filter(line -> line.meter().equals("output") || line.meter().equals("reasoning"))
            .mapToLong(CallRecord.Line::quantity)
            .sum();
    return output == 0 ? Optional.empty() : Optional.of(output * 1e6 / (1_000_000 - firstToken));
  }

  @Test
  void listsTornAttemptsUntilTheyAreCorrected() {
    List<String> torn =
        new Calls(ledger.database)
            .torn(1_000).stream().map(t -> t.call() + "/" + t.attempt()).sorted().toList();
    Map<String, Boolean> expected = new TreeMap<>();
    for (Entry entry : ledger.entries) {
      if (entry instanceof Entry.Expired it) {
        expected.put(it.call() + "/" + it.attempt(), true);
      } else if (entry instanceof Entry.Corrected it) {
        expected.remove(it.call() + "/" + it.attempt());
      }
    }
    assertThat(torn).containsExactlyElementsOf(expected.keySet());
    assertThat(torn).isNotEmpty();
  }
}
