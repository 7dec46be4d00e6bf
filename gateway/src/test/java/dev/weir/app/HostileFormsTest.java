package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.Crawl.Depth;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every form of every page, filled in with what is hostile to pages: what it answers is whole.
@Tag("slow")
@Timeout(300)
class HostileFormsTest {

  @TempDir static Path data;
  private static YearMonth month;
  private static Gateway gateway;

  @BeforeAll
  static void start() {
    month = YearMonth.now(ZoneOffset.UTC).minusMonths(1);
    gateway = new Gateway(data);
    LivedCompany.furnish(gateway, month);
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @Test
  void anAdminIsAnsweredByWholePages() {
    answeredByWholePages("admin", 40);
  }

  /// Who only reads keeps views, and any name is a view's.
  @ParameterizedTest
  @CsvSource({"finops, 1", "owner, 1", "developer, 0", "viewer, 0", "auditor, 0"})
  void everyOtherRoleIsAnsweredByWholePages(String role, int refusedMin) {
    answeredByWholePages(role, refusedMin);
  }

  private static void answeredByWholePages(String role, int refusedMin) {
    try (Browser browser = Browser.of(gateway, SmallCompany.person(gateway, role))) {
      Crawl crawl = new Crawl(browser, Depth.PAGES);
      String home = browser.get("/").headers().firstValue("location").orElseThrow();
      crawl.from(home + "?period=" + month);

      assertThat(crawl.faultsOfForms(LivedCompany.HOSTILE)).isEmpty();
      assertThat(crawl.sent()).isNotEmpty();
      assertThat(crawl.sent().stream().filter(each -> each.endsWith(" 400")))
          .as("%s", crawl.sent())
          .hasSizeGreaterThanOrEqualTo(refusedMin);
    }
  }
}
