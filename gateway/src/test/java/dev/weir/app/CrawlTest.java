package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.Crawl.Depth;
import dev.weir.view.page.Page;
import dev.weir.view.page.Place;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each role follows every link from its home on, in a company whose names are hostile.
@Timeout(300)
class CrawlTest {

  @TempDir static Path data;
  private static YearMonth month;
  private static Gateway gateway;
  private static Map<String, String> keys;

  @BeforeAll
  static void start() {
    month = YearMonth.now(ZoneOffset.UTC).minusMonths(1);
    gateway = new Gateway(data);
    LivedCompany.furnish(gateway, month);
    keys =
        Stream.of("admin", "finops", "owner", "developer", "viewer", "auditor")
            .collect(Collectors.toMap(role -> role, role -> SmallCompany.person(gateway, role)));
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"admin", "developer"})
  void everyLinkLeadsToAWholePageAndNoPageIsOverTheRole(String role) {
    follow(role, Depth.PAGES);
  }

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(strings = {"admin", "finops", "owner", "developer", "viewer", "auditor"})
  void everyQuestionThatAPageOffersIsAnsweredByAWholePage(String role) {
    follow(role, Depth.QUESTIONS);
  }

  private static void follow(String role, Depth depth) {
    try (Browser browser = Browser.of(gateway, key(role))) {
      Crawl crawl = new Crawl(browser, depth);
      String home = browser.get("/").headers().firstValue("location").orElseThrow();
      crawl.from(home + "?period=" + month);

      assertThat(crawl.faults()).isEmpty();
      assertThat(
              places()
                  .filter(place -> !crawl.read().contains(place.path()))
                  .filter(place -> isForbidden(role, place) != isForbidden(browser, place))
                  .map(Place::path))
          .as("forbidden by the API alone, or by the page alone")
          .isEmpty();
      assertThat(crawl.pagesSaying("&lt;script&gt;alert(1)"))
          .as("hostile names were there to be written")
          .isGreaterThan(role.equals("developer") ? 0 : 10);
    }
  }

  private static String key(String role) {
    return Optional.ofNullable(keys.get(role)).orElseThrow();
  }

  private static boolean isForbidden(String role, Place place) {
    return gateway.control(key(role), "GET", place.asks(), "").status() == 403;
  }

  private static boolean isForbidden(Browser browser, Place place) {
    return browser.get(place.path()).statusCode() == 403;
  }

  /// Of pages without a variable in their path.
  private static Stream<Place> places() {
    return ConsolePages.all().pages().stream()
        .map(Page::place)
        .filter(place -> !place.path().contains("{"));
  }
}
