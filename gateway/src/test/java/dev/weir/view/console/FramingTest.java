package dev.weir.view.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where a browser is sent on to.
class FramingTest {
  @ParameterizedTest
  @ValueSource(strings = {"//evil", "https://evil", "/\\evil", "/a\nb", "", "evil", "/ö"})
  void comesBackToThisConsoleOnly(String next) {
    assertThat(Framing.local(next)).isEqualTo("/");
  }
}
