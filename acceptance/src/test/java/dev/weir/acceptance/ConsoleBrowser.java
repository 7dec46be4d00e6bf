package dev.weir.acceptance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.ReducedMotion;
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
      rules => axe.run(document, {resultTypes: ['violations'], runOnly: rules}).then(found =>
        found.violations
          .filter(each => ['serious', 'critical'].includes(each.impact))
          .map(each => each.id + ': ' + each.help + ' at '
            + each.nodes.map(n => n.target).join('; ')))
      """;

  /// What the guidelines demand of every page, at levels A and AA.
  private static final List<String> GUIDELINES =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

  /// What waits for pictures of charts that the page still draws.
  private static final String UNFOLD =
      """
      () => document.querySelectorAll("main details:not([open])").forEach(each => {
        each.dataset.unfolded = "";
        each.open = true;
      })
      """;

  private static final String FOLD_AGAIN =
      """
      () => document.querySelectorAll("[data-unfolded]").forEach(each => {
        delete each.dataset.unfolded;
        each.open = false;
      })
      """;

  private static final String DRAWN =
      "() => [...document.querySelectorAll('[data-chart]')].every(it => it.querySelector('svg'))";

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
                .setColorScheme(look.scheme)
                .setReducedMotion(ReducedMotion.REDUCE));
    context.addInitScript(axe());
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
    static final Look TELEPHONE = new Look(360, 740, 1, ColorScheme.LIGHT);
  }

  /// Opens the sign-in page; where there is no Chromium, the test is not carried out.
  static ConsoleBrowser open(Stage stage, Look look) {
    return open(stage.gateway().controlPlaneUri(), look);
  }

  static ConsoleBrowser open(URI console, Look look) {
    assumeTrue(
        Files.isExecutable(CHROMIUM),
        () ->
            "no browser at %s: install the package chromium, or name one by -Dweir.chromium"
                .formatted(CHROMIUM));
    ConsoleBrowser browser = new ConsoleBrowser(console, look);
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

  /// By login and password, where there is a login.
  ConsoleBrowser signIn(String login, String password) {
    page.getByLabel("Login").fill(login);
    page.getByLabel("Password").fill(password);
    page.locator("button.primary").click();
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

  /// Somebody else's turn: no session, no complaints.
  ConsoleBrowser anew() {
    context.clearCookies();
    complaints.clear();
    page.navigate("/");
    return this;
  }

  /// What the browser complained of since it was opened, or somebody else had their turn.
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  /// Opens a page until its charts are drawn, however long it goes on asking for what is new.
  ConsoleBrowser see(String path) {
    page.navigate(path);
    return drawn();
  }

  ConsoleBrowser drawn() {
    page.waitForFunction(DRAWN);
    return this;
  }

  /// What axe finds serious or critical in the page that is open.
  List<String> barriers() {
    return found(Map.of("type", "tag", "values", GUIDELINES));
  }

  /// What the page that is open has against it with everything unfolded: in the light, which of its
  /// colours cannot be told apart in the dark, and how far it is wider than a telephone. It is not
  /// loaded again, and folded as it was.
  List<String> faults() {
    page.evaluate(UNFOLD);
    List<String> faults = faultsAsItIs();
    page.evaluate(FOLD_AGAIN);
    return faults;
  }

  private List<String> faultsAsItIs() {
    List<String> faults = new ArrayList<>(barriers());
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    found(Map.of("type", "rule", "values", List.of("color-contrast")))
        .forEach(fault -> faults.add("in the dark: " + fault));
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    page.setViewportSize(Look.TELEPHONE.width, Look.TELEPHONE.height);
    Object width = page.evaluate("() => document.documentElement.scrollWidth");
    page.setViewportSize(Look.DESK.width, Look.DESK.height);
    if (!width.equals(Look.TELEPHONE.width)) {
      faults.add("is %s wide on a telephone of %d".formatted(width, Look.TELEPHONE.width));
    }
    return faults;
  }

  private List<String> found(Map<String, Object> rules) {
    return ((List<?>) page.evaluate(SERIOUS, rules)).stream().map(String::valueOf).toList();
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

  /// The page as it is printed on A4.
  Paper printed() {
    return new Paper(page.pdf(new Page.PdfOptions().setFormat("A4").setTagged(true)));
  }

  @Override
  public void close() {
    context.close();
    browser.close();
    playwright.close();
  }
}
