package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.Crawl.Depth;
import dev.weir.view.page.Page;
import dev.weir.view.page.Place;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
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

  /// A page of a thing is refused where the API refuses the thing, whatever leads there.
  @ParameterizedTest
  @ValueSource(strings = {"finops", "owner", "developer", "viewer", "auditor"})
  void pagesOfThingsAreOverTheRoleWhereTheApiIs(String role) {
    try (Browser browser = Browser.of(gateway, key(role))) {
      for (Thing thing : things()) {
        Gateway.Reply api = gateway.control(key(role), "GET", thing.asks(), "");

        assertThat(browser.get(thing.path()).statusCode() == 200)
            .as("%s asks for %s, of which the API says %s", role, thing.path(), api.text())
            .isEqualTo(api.status() == 200 && api.text().contains(thing.said()));
      }
    }
  }

  /// Something that an admin sees.
  ///
  /// @param asks the path of the API about it, or about all of its kind
  /// @param said what the answer has if it is about this thing
  private record Thing(String path, String asks, String said) {}

  private static List<Thing> things() {
    String people = "/api/v1/operators";
    return Stream.of(
            ids("/api/v1/keys", "keys").map(id -> of("/keys/", "/api/v1/keys/", id)),
            ids("/api/v1/calls?limit=3", "calls").map(id -> of("/calls/", "/api/v1/calls/", id)),
            ids("/api/v1/promotions", "promotions")
                .map(id -> of("/promotions/", "/api/v1/promotions/", id)),
            ids("/api/v1/keys", "keys").map(id -> of("/audit/key/", "/api/v1/history/key/", id)),
            ids(people, "operators")
                .map(id -> of("/audit/operator/", "/api/v1/history/operator/", id)),
            ids(people, "operators").map(id -> new Thing("/people/" + id, people, id)))
        .flatMap(things -> things)
        .toList();
  }

  private static Thing of(String page, String api, String id) {
    return new Thing(page + id, api + id, "");
  }

  /// Of the first three of a list.
  private static Stream<String> ids(String list, String field) {
    List<String> ids =
        gateway
            .get(list)
            .json()
            .path(field)
            .valueStream()
            .limit(3)
            .map(each -> each.path("id").asText())
            .toList();
    assertThat(ids).as(list).isNotEmpty().doesNotContain("");
    return ids.stream();
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
