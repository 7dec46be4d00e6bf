package dev.weir.flow.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WindowTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hour UTC",
        "day +05:30",
        "week Europe/Berlin",
        "week America/New_York from sunday",
        "month Europe/Berlin",
        "quarter UTC",
        "year Asia/Tokyo",
        "rolling 24h",
        "rolling 7d",
        "rolling 90s",
        "rolling 24h by 10m",
        "total"
      })
  void readsWhatItWrites(String text) {
    assertThat(Window.parse(text).text()).isEqualTo(text);
    assertThat(Window.parse(Window.parse(text).text())).isEqualTo(Window.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "week UTC from monday, week UTC",
    "rolling 60m, rolling 1h",
    "rolling 1d, rolling 24h",
    "rolling 24h by 24m, rolling 24h",
    "'  month   UTC ', month UTC",
  })
  void writesOneFormForOneMeaning(String text, String canonical) {
    assertThat(Window.parse(text).text()).isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "month|names its time zone",
        "month Mars/Olympus|Mars/Olympus",
        "fortnight UTC|'fortnight' is no unit",
        "month UTC from sunday|only a week",
        "week UTC from someday|'someday' is no weekday",
        "week UTC since sunday|only a week",
        "rolling|has a length",
        "rolling 24|'24' is no duration",
        "rolling 0s|at least one",
        "rolling 1h by 2h|slices",
        "rolling 400d by 1s|slices",
        "total UTC|nothing may follow",
        "\"\"|is no unit",
      })
  void saysWhatIsWrongAndWhatIsRight(String text, String reason) {
    assertThatThrownBy(() -> Window.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("window '" + text + "'")
        .hasMessageContaining(reason)
        .hasMessageContaining("rolling 24h");
  }
}
