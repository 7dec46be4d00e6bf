package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import dev.weir.acceptance.ConsoleBrowser.Look;
import dev.weir.acceptance.ConsolePaths.Named;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// Pictures of every page, three widths in both themes, for people to look at: `./weir
/// screenshots`.
@EnabledIfSystemProperty(named = "weir.screenshots", matches = ".+")
@Timeout(600)
final class ScreenshotsTest {
  private static final List<Integer> WIDTHS = List.of(360, 900, 1440);

  /// Both pages of signing in, the open account, a refused form, an issued secret.
  private static final int BESIDE = 5;

  @Test
  void makesAPictureOfEveryPage() throws IOException {
    Path folder = emptied(Path.of(System.getProperty("weir.screenshots")));
    int pages;
    try (Stage stage = Stage.open()) {
      Company.furnish(stage);
      for (Look look : looks()) {
        try (ConsoleBrowser browser = ConsoleBrowser.open(stage, look)) {
          browser.picture(file(folder, "first-login", look));
        }
      }
      makeALogin(stage);
      List<Named> named = ConsolePaths.of(stage);
      for (Look look : looks()) {
        pictures(stage, named, folder, look);
      }
      pages = BESIDE + named.size();
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(looks().size() * pages);
    }
  }

  private static List<Look> looks() {
    return Stream.of(ColorScheme.LIGHT, ColorScheme.DARK)
        .flatMap(scheme -> WIDTHS.stream().map(width -> new Look(width, 900, 1, scheme)))
        .toList();
  }

  /// What was there would pass for a picture of what there is.
  private static Path emptied(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> old = Files.list(folder)) {
      for (Path each : old.filter(it -> it.toString().endsWith(".png")).toList()) {
        Files.delete(each);
      }
    }
    return folder;
  }

  /// From now on one signs in by one; before, there is the page that makes the first.
  private static void makeALogin(Stage stage) {
    String person =
        stage.control().send("GET", "operators", "").json().at("/operators/0/id").asText();
    Web.Answer made =
        stage
            .control()
            .send(
                "POST",
                "logins",
                "{\"login\":\"ada\",\"operator\":\"%s\",\"password\":\"correct horse battery\"}"
                    .formatted(person));
    assertThat(made.status()).as(made.text()).isBetween(200, 201);
  }

  private static Path file(Path folder, String name, Look look) {
    String scheme = look.scheme().name().toLowerCase(Locale.ROOT);
    return folder.resolve("%s-%s-%d.png".formatted(name, scheme, look.width()));
  }

  private static void pictures(Stage stage, List<Named> pages, Path folder, Look look) {
    try (ConsoleBrowser browser = ConsoleBrowser.open(stage, look)) {
      browser.picture(file(folder, "sign-in", look));
      browser.signIn(stage.gateway().operatorKey());
      browser.page().locator(".account summary").click();
      browser.picture(file(folder, "account", look));
      for (Named page : pages) {
        browser.go(page.path());
        browser.picture(file(folder, page.name(), look));
      }
      ConsoleTest.refuseAForm(browser);
      browser.picture(file(folder, "a-refused-form", look));
      ConsoleTest.issueASecret(browser, "Newcomer " + look.scheme() + look.width());
      browser.picture(file(folder, "an-issued-secret", look));
    }
  }
}
