package dev.weir.view.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the guidelines demand of the sheet of styles and no tool sees in a page.
class StyleTest {
  private static final Pattern COLOUR = Pattern.compile("--([a-z-]+): #([0-9a-f]{3,6});");
  private static String css;

  @BeforeAll
  static void read() throws IOException {
    try (InputStream file = StyleTest.class.getResourceAsStream("console.css")) {
      css = new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /// WCAG 2.1, 1.4.11: 3 to 1 against all that a field stands on.
  @ParameterizedTest
  @ValueSource(strings = {":root {", "[data-theme=\"dark\"] {", "[data-theme=\"auto\"] {"})
  void framesOfFieldsAreSeenOnEveryGround(String theme) {
    Map<String, String> colours = colours(theme);

    for (String ground : List.of("surface", "ground", "sunken")) {
      assertThat(contrast(colours.getOrDefault("frame", ""), colours.getOrDefault(ground, "")))
          .as("%s frame on %s", theme, ground)
          .isGreaterThanOrEqualTo(3);
    }
  }

  @Test
  void everyFieldHasThatFrame() {
    assertThat(css)
        .contains(
            "input, select, textarea { padding: .4375rem var(--s3); border: 1px solid var(--frame);")
        .doesNotContainPattern(
            "(input|select|textarea)[^{}]*\\{[^}]*border-color: var\\(--line\\)");
  }

  /// WCAG 2.2, 2.4.11: the bar that stays above hides no focus.
  @Test
  void whatHasTheFocusIsNotUnderTheBar() {
    assertThat(css).containsPattern("\\.top \\{ position: sticky;[^}]* min-height: 3\\.5rem");
    assertThat(css).contains("html { scroll-padding-top: 4.5rem;");
  }

  private static Map<String, String> colours(String theme) {
    int from = css.indexOf(theme);
    Matcher colour = COLOUR.matcher(css.substring(from, css.indexOf('}', from)));
    Map<String, String> colours = new HashMap<>();
    while (colour.find()) {
      colours.put(colour.group(1), colour.group(2));
    }
    return colours;
  }

  /// As WCAG 2.1 defines it, of relative luminances.
  private static double contrast(String one, String other) {
    double a = luminance(one);
    double b = luminance(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  private static double luminance(String hex) {
    String six = hex.length() == 3 ? hex.replaceAll("(.)", "$1$1") : hex;
    int rgb = Integer.parseInt(six, 16);
    return 0.2126 * linear(rgb >> 16 & 255)
        + 0.7152 * linear(rgb >> 8 & 255)
        + 0.0722 * linear(rgb & 255);
  }

  private static double linear(int channel) {
    double share = channel / 255.0;
    return share <= 0.03928 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }
}
