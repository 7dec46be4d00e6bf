package dev.weir.flow.books;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.store.Database;
import dev.weir.flow.books.Books.Published;
import dev.weir.flow.rule.Rates;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Which of the price book's exchange rates the rule book states, and since when there must be one.
@Timeout(60)
class RatesInForceTest {
  private static final LocalDate FIRST = LocalDate.of(2010, 1, 1);
  private static final String BUDGET = "{\"window\":\"month UTC\",\"limit\":\"100 EUR\"}";
  private static final String TAG =
      "{\"tag\":\"use_case\",\"value\":\"claims\",\"from\":\"2026-01-01T00:00:00Z\"}";

  @TempDir private Path folder;

  private Instant now = Instant.parse("2026-03-10T12:00:00.1234567Z");
  private Facts facts;
  private Books books;

  @BeforeEach
  void open() {
    facts = Facts.open(folder.resolve("facts.duckdb"), new Database.Settings(64, 1, 4));
    books = new Books(facts, () -> now);
  }

  @AfterEach
  void close() {
    facts.close();
  }

  private void reopen() {
    close();
    open();
  }

  private Published publish(Kind kind, String id, String json) {
    return books.publish(List.of(Change.of(kind, id, Json.object(json), "op_ada", "a test")));
  }

  private void done(Kind kind, String id, String json) {
    assertThat(publish(kind, id, json)).isInstanceOf(Published.Done.class);
  }

  private static String prices(LocalDate first, int days) {
    return IntStream.range(0, days)
        .mapToObj(i ->
            "{\"currency\":\"EUR\",\"usd\":\"1.%d\",\"date\":\"%s\",\"source\":\"ECB\"}"
                .formatted(100 + i % 100, first.plusDays(i)))
        .collect(
            Collectors.joining(
                ",",
                """
                {"format":"weir-prices/1","name":"p","models":[],"contracts":[],"rates":[\
                """,
                "]}"));
  }

  private static NavigableMap<LocalDate, BigDecimal> euros(Rates rates) {
    return rates.byCurrency().getOrDefault("EUR", new TreeMap<>());
  }

  private LocalDate firstStated() {
    return euros(books.inForce().rules().rates()).firstKey();
  }

  private Book rules() {
    return books.inForce().books().stream()
        .filter(book -> book.kind().equals("rules"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theRuleBookStatesNoYearsOfDailyRatesThatNobodyAsksFor() {
    done(Kind.PRICES, "p", prices(FIRST, 5_950));
    done(Kind.BUDGET, "b", BUDGET);

    assertThat(firstStated()).isEqualTo("2026-03-01");
    assertThat(rules().content()).hasSizeLessThan(3_000);
  }

  @Test
  void aRuleBookKeepsItsVersionThroughOtherPublicationsAndRestarts() {
    done(Kind.PRICES, "p", prices(FIRST, 5_950));
    done(Kind.BUDGET, "b", BUDGET);
    Book before = rules();

    now = Instant.parse("2026-04-02T00:00:00Z");
    done(Kind.TAG_VALUE, "use_case=claims", TAG);
    assertThat(rules()).isEqualTo(before);
    reopen();
    assertThat(rules()).isEqualTo(before);

    done(Kind.LIMIT, "l", "{\"window\":\"day UTC\",\"measure\":\"requests\",\"max\":5}");
    assertThat(firstStated()).isEqualTo("2026-04-01");
    Book after = rules();
    reopen();
    assertThat(rules()).isEqualTo(after);
  }

  @Test
  void exchangeRatesAreTakenOverWhilePricesAreTheSame() {
    done(Kind.PRICES, "p", prices(FIRST, 10));
    Rates before = books.inForce().rates();

    done(Kind.TAG_VALUE, "use_case=claims", TAG);
    assertThat(books.inForce().rates()).isSameAs(before);
    done(Kind.PRICES, "p", prices(FIRST, 11));
    assertThat(euros(books.inForce().rates())).hasSize(11);
  }

  @Test
  void theOrganisationsCurrencyNeedsARateThatHasBegun() {
    done(Kind.PRICES, "p", prices(LocalDate.of(2026, 3, 11), 3));

    assertThat(publish(Kind.SETTINGS, Settings.ID, "{\"currency\":\"EUR\"}"))
        .isEqualTo(
            new Published.Invalid(
                "settings: the organisation's currency, EUR, needs an exchange rate of 2026-03-10"
                    + " or before, and the price book's first is of 2026-03-11"));
    now = Instant.parse("2026-03-11T00:00:00Z");
    done(Kind.SETTINGS, Settings.ID, "{\"currency\":\"EUR\"}");
  }
}
