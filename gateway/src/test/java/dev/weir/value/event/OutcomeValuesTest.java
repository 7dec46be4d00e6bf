package dev.weir.value.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.base.store.Database;
import dev.weir.value.event.OutcomeSums.Span;
import dev.weir.value.evidence.Haircut;
import dev.weir.value.outcome.Appraisal.Appraised;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Whose outcomes are and how good, beside what they are worth.
@Timeout(60)
class OutcomeValuesTest {
  private static final Span OCTOBER = Span.of("", YearMonth.of(2026, 10));
  private static final Span NOVEMBER = Span.of("", YearMonth.of(2026, 11));

  @TempDir private Path folder;
  private Outcomes outcomes;

  @BeforeEach
  void open() {
    outcomes =
        Outcomes.open(
            folder.resolve("outcomes.duckdb"),
            new Database.Settings(64, 1, 2),
            () -> Haircut.USUAL);
    outcomes.take(
        List.of(
            told("a", "2026-10-05", "user", "ann", "quantity", "8", "quality", "0.9"),
            told("b", "2026-11-05", "user", "ann", "quantity", "10", "session_id", "s1"),
            told("c", "2026-11-06", "user", "ben", "quantity", "3", "session_id", "s1"),
            told("d", "2026-11-07", "user", "ben", "quantity", "5", "quality", "0.5"),
            told("e", "2026-11-08", "user", "cleo", "success", "false", "quality", "0.1"),
            told("f", "2026-11-09", "quantity", "7")),
        Told.at("2026-11-20T00:00:00Z"),
        false);
  }

  @AfterEach
  void close() {
    outcomes.close();
  }

  private static Appraised told(String id, String day, String... fields) {
    return Told.of("support", id, day, fields);
  }

  private static <T> T support(Map<String, T> byUseCase) {
    return Optional.ofNullable(byUseCase.get("support")).orElseThrow();
  }

  @Test
  void newcomersAreThoseWhoseFirstOutcomeLiesInTheSpan() {
    assertThat(support(outcomes.values().newcomers(OCTOBER)).mean()).isEqualTo(8);

    var november = support(outcomes.values().newcomers(NOVEMBER));

    assertThat(november.count()).as("ben's two: ann was there, nobody is nobody").isEqualTo(2);
    assertThat(november.mean()).isEqualTo(4);
    assertThat(november.variance()).isCloseTo(2, within(1e-9));
  }

  @Test
  void whatFailedNamesItsUserAndItsQualityToo() {
    OutcomeValues.Told november = support(outcomes.values().told(NOVEMBER));

    assertThat(november.outcomes()).isEqualTo(5);
    assertThat(november.withUser()).isEqualTo(4);
    assertThat(november.withSession()).isEqualTo(2);
    assertThat(november.sessions()).isEqualTo(1);
    assertThat(november.quality().count()).isEqualTo(2);
    assertThat(november.quality().mean()).isCloseTo(0.3, within(1e-12));
  }
}
