package dev.weir.view.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What comes from a browser, read.
class EnteredTest {
  @Test
  void readsAFormAndWritesItBack() {
    Entered form = Entered.read("name=A%26B+C&tag=x&tag=y&empty=&odd");

    assertThat(form.text("name")).isEqualTo("A&B C");
    assertThat(form.all("tag")).containsExactly("x", "y");
    assertThat(form.find("empty")).isEmpty();
    assertThat(form.without("tag").after("/p")).isEqualTo("/p?name=A%26B%20C&empty=&odd=");
    assertThat(Entered.NOTHING.with("x", "1").after("/p?y=2")).isEqualTo("/p?y=2&x=1");
  }

  @Test
  void refusesAFormThatIsNone() {
    assertThatThrownBy(() -> Entered.read("a=%zz"))
        .isInstanceOf(NotAnswered.class)
        .hasMessageContaining("%zz");
    assertThatThrownBy(() -> Entered.read("a&".repeat(2_000)))
        .isInstanceOf(NotAnswered.class)
        .hasMessageContaining("1000");
  }

  @Test
  void aPeriodIsAMonthOrSomeDays() {
    Period month = Period.read("2026-11");
    Period days = Period.read("2026-11-03..2026-11-09");

    assertThat(month.text()).isEqualTo("2026-11");
    assertThat(month.title()).isEqualTo("November 2026");
    assertThat(month.range()).isEqualTo("from=2026-11-01&to=2026-12-01");
    assertThat(days.to()).isEqualTo(LocalDate.of(2026, 11, 9));
    assertThat(days.text()).isEqualTo("2026-11-03..2026-11-09");
    assertThat(days.choices(YearMonth.of(2026, 11)).getFirst().isChosen()).isTrue();
    assertThat(month.choices(YearMonth.of(2026, 11)).stream().filter(Period.Choice::isChosen))
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026", "2026-13", "2026-11-09..2026-11-03", "2000-01-01..2026-01-01"})
  void refusesWhatIsNoPeriod(String text) {
    assertThatThrownBy(() -> Period.read(text))
        .isInstanceOf(NotAnswered.class)
        .hasMessageContaining("parameter 'period'")
        .hasMessageContaining(text);
  }

  @Test
  void theFieldThatARefusalNamesIsFound() {
    Answered.Refused refused =
        new Answered.Refused(400, "invalid", "field 'limit_usd' is at least 0, was '-1'");

    assertThat(refused.of("limit_usd")).contains(refused.message());
    assertThat(refused.of("name")).isEmpty();
  }
}
