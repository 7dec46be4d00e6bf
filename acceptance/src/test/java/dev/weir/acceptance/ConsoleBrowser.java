package dev.weir.acceptance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The system's Chromium with the console open in it. What it writes to its console is kept; one
/// error fails whoever asks.
final class ConsoleBrowser implements AutoCloseable {
  private static final Path CHROMIUM =
      Path.of(System.getProperty("weir.chromium", "/usr/bin/chromium"));
  private static final String SERIOUS =
      """
      () => axe.run(document, {resultTypes: ['violations']}).then(found => found.violations
        .filter(each => ['serious', 'critical'].includes(each.impact))
        .map(each => each.id + ': ' + each.help + ' at ' + each.nodes.map(n => n.target).join('; ')))
      """;

  private final Playwright playwright;
  private final Browser browser;
  private final BrowserContext context;
  private final List<String> complaints = new ArrayList<>();
  private final Page page;

  private ConsoleBrowser(URI console, Look look) {
    this.playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    this.browser =
        playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(CHROMIUM));
    this.context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setBaseURL(console.toString())
                .setViewportSize(look.width, look.height)
                .setDeviceScaleFactor(look.scale)
                .setColorScheme(look.scheme));
    this.page = context.newPage();
    page.setDefaultTimeout(30_000);
    page.onConsoleMessage(message -> {
      if (message.type().equals("error") || message.type().equals("warning")) {
        complaints.add(message.type() + ": " + message.text());
      }
    });
    page.onPageError(error -> complaints.add("thrown: " + error));
  }

  /// How somebody looks at it.
  record Look(int width, int height, double scale, ColorScheme scheme) {
    static final Look DESK = new Look(1280, 900, 1, ColorScheme.LIGHT);
  }

  /// Opens the sign-in page; where there is no Chromium, the test is not carried out.
  static ConsoleBrowser open(Stage stage, Look look) {
    assumeTrue(
        Files.isExecutable(CHROMIUM),
        () ->
            "no browser at %s: install the package chromium, or name one by -Dweir.chromium"
                .formatted(CHROMIUM));
    ConsoleBrowser browser = new ConsoleBrowser(stage.gateway().controlPlaneUri(), look);
    browser.page.navigate("/");
    return browser;
  }

  /// By the form, as a person does.
  ConsoleBrowser signIn(String key) {
    page.getByText("Sign in by a personal key").click();
    page.getByLabel("Personal key").fill(key);
    page.locator(".other button").click();
    page.waitForLoadState(LoadState.NETWORKIDLE);
    return this;
  }

  ConsoleBrowser go(String path) {
    page.navigate(path);
    page.waitForLoadState(LoadState.NETWORKIDLE);
    return this;
  }

  Page page() {
    return page;
  }

  /// What the browser complained of since it was opened.
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  /// What axe finds serious or critical in the page that is open.
  List<String> barriers() {
    page.evaluate(axe());
    Object found = page.evaluate(SERIOUS);
    return ((List<?>) found).stream().map(String::valueOf).toList();
  }

  private static String axe() {
    try (InputStream file = ConsoleBrowser.class.getResourceAsStream("/axe.min.js")) {
      return new String(
          Objects.requireNonNull(file, "axe.min.js").readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("axe.min.js cannot be read", e);
    }
  }

  /// The whole page as a picture.
  void picture(Path file) {
    page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(file));
  }

  @Override
  public void close() {
    context.close();
    browser.close();
    playwright.close();
  }
}
