package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import dev.weir.acceptance.ConsoleBrowser.Look;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// Pictures of every page, three widths in both themes, for people to look at: `./weir
/// screenshots`.
@EnabledIfSystemProperty(named = "weir.screenshots", matches = ".+")
@Timeout(600)
final class ScreenshotsTest {
  private static final List<Integer> WIDTHS = List.of(360, 900, 1440);

  @Test
  void makesAPictureOfEveryPage() throws IOException {
    Path folder = Files.createDirectories(Path.of(System.getProperty("weir.screenshots")));
    try (Stage stage = Stage.open()) {
      Company.furnish(stage);
      for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        for (int width : WIDTHS) {
          pictures(stage, folder, new Look(width, 900, 1, scheme));
        }
      }
    }
    try (var files = Files.list(folder)) {
      assertThat(files).hasSizeGreaterThanOrEqualTo(WIDTHS.size() * 2 * ConsoleTest.pages().size());
    }
  }

  private static void pictures(Stage stage, Path folder, Look look) {
    String end =
        "-%s-%d.png".formatted(look.scheme().name().toLowerCase(Locale.ROOT), look.width());
    try (ConsoleBrowser browser = ConsoleBrowser.open(stage, look)) {
      browser.picture(folder.resolve("sign-in" + end));
      browser.signIn(stage.gateway().operatorKey());
      browser.page().locator(".account summary").click();
      browser.picture(folder.resolve("account" + end));
      for (String path : ConsoleTest.pages()) {
        browser.go(path);
        browser.picture(
            folder.resolve(path.substring(1).split("\\?", -1)[0].replace('/', '-') + end));
      }
    }
  }
}
