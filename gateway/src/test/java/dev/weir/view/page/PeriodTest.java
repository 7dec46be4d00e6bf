package dev.weir.view.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeriodTest {
  @ParameterizedTest
  @CsvSource({
    "2026-11, 2026-11-24, 2026-11-18..2026-11-24",
    "2026-11, 2026-11-03, 2026-11-01..2026-11-03",
    "2026-11, 2026-12-05, 2026-11-24..2026-11-30",
    "2026-11, 2026-10-05, 2026-11-24..2026-11-30",
    "2026-11-02..2026-11-04, 2026-11-24, 2026-11-02..2026-11-04",
  })
  void theLastWeekIsOfDaysThatHaveBegun(String period, LocalDate today, String week) {
    assertThat(Period.read(period).lastWeek(today).text()).isEqualTo(week);
  }
}
