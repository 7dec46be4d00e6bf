package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A measurement pilot by the command line: from the template over a file of observations to a
/// baseline, and from there to an opportunity with a figure.
@Tag("slow")
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MeasuredPilotTest {
  private static final long SEED = 20_261_125;
  private static final int UNITS = 600;

  @TempDir private Path folder;
  private final Stage stage = Stage.open();

  @AfterAll
  void close() {
    stage.close();
  }

  private Said weir(String... line) {
    return stage.gateway().weir(line).expect(0);
  }

  @Test
  void aPilotIsPlannedMeasuredAndComesToAnOpportunity() throws IOException {
    LocalDate today = LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC);
    String template =
        weir("baselines", "template")
            .out()
            .replace("2026-11-01", today.minusDays(9).toString())
            .replace("2026-12-01", today.plusDays(20).toString());
    Path plan = Files.writeString(folder.resolve("pilot.json"), template);
    weir("baselines", "put", "triage", plan.toString(), "--why", "before the POC");
    Random random = new Random(SEED);
    List<String> lines = new ArrayList<>(List.of("id,day,minutes,cost_usd,error"));
    double minutes = 0;
    int errors = 0;
    for (int i = 0; i < UNITS; i++) {
      int each = 400 + random.nextInt(1_600);
      boolean wrong = random.nextInt(20) == 0;
      minutes += each / 100.0;
      errors += wrong ? 1 : 0;
      lines.add(
          "t%d,%s,%d.%02d,%d.5,%s"
              .formatted(
                  i,
                  today.minusDays(i % 9),
                  each / 100,
                  each % 100,
                  6 + random.nextInt(4),
                  wrong ? "yes" : "no"));
    }
    Path observed = Files.write(folder.resolve("observed.csv"), lines);

    weir("baselines", "measure", "triage", observed.toString());

    Map<String, String> row = weir("baselines", "list", "--format", "csv").csv().getFirst();
    assertThat(row)
        .as("seed %d", SEED)
        .containsEntry("form", "baseline")
        .containsEntry("source", "measured")
        .containsEntry("n", Integer.toString(UNITS))
        .containsEntry("stale", "false");
    List<Map<String, String>> figures =
        weir("baselines", "show", "triage", "--format", "csv").csv();
    Map<String, String> time = figures.get(1);
    assertThat(time).containsEntry("figure", "minutes_per_unit");
    assertThat(number(time, "value")).as("seed %d", SEED).isCloseTo(minutes / UNITS, within(1e-6));
    assertThat(number(time, "low")).isLessThan(number(time, "value"));
    assertThat(number(time, "high")).isGreaterThan(number(time, "value"));
    assertThat(number(figures.get(3), "value"))
        .as("seed %d", SEED)
        .isCloseTo((double) errors / UNITS, within(1e-6));

    requireOpportunity(YearMonth.from(today).minusMonths(1));
  }

  private void requireOpportunity(YearMonth month) throws IOException {
    Path spend = folder.resolve("spend.csv");
    Files.write(
        spend,
        List.of(
            "id,at,provider,model,cost_usd,use_case",
            "a,%s-10T12:00:00Z,copilot,business,2000,triage".formatted(month)));
    weir("usage", "import", spend.toString(), "--source", "books");

    Map<String, String> line = weir("opportunities", "list", "--format", "csv").csv().getFirst();

    assertThat(line)
        .containsEntry("use case", "triage")
        .containsEntry(
            "assumed", "adoption, success_rate, review_cost_usd, rework_cost_usd, fixed_cost_usd");
    List<Map<String, String>> bridge =
        weir("opportunities", "show", "triage", "--format", "csv").csv();
    double sum =
        bridge.subList(0, bridge.size() - 1).stream()
            .mapToDouble(step -> number(step, "USD a month"))
            .sum();
    assertThat(number(bridge.getLast(), "USD a month"))
        .isCloseTo(sum, within(0.001))
        .isEqualTo(number(line, "full USD a month"));
    assertThat(weir("opportunities", "show", "triage").out())
        .contains("baseline", "ledger", "assumed, source: mission", "measure next");
    Said refused = stage.gateway().weir("baselines", "measure", "nobody", spend.toString());
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("there is no baseline 'nobody'");
  }

  private static double number(Map<String, String> row, String column) {
    return Double.parseDouble(row.getOrDefault(column, ""));
  }
}
