package dev.weir.view.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ListingTest {
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("budget", "id"),
          Column.usd("limit USD", "limit"),
          Column.percent("alert", "alert"),
          Column.text("where", "where"));

  private static final Listing LISTING =
      new Listing(
          COLUMNS,
          Json.read(
              """
              [{"id": "a", "limit": "5", "alert": [0.7, 0.95], "where": {"team": "x, y"}},
               {"id": "überlang", "limit": 1234.567, "alert": null}]
              """));

  @Test
  void numbersStandRightAndTextsLeft() {
    assertThat(LISTING.table())
        .isEqualTo(
            """
            budget    limit USD       alert  where
            a              5.00  70 %, 95 %  team=x, y
            überlang   1234.567
            """);
  }

  @Test
  void csvQuotesWhatNeedsIt() {
    assertThat(LISTING.csv().lines())
        .containsExactly(
            "budget,limit USD,alert,where",
            "a,5.00,\"70 %, 95 %\",\"team=x, y\"",
            "überlang,1234.567,,");
  }

  @Test
  void instantsAreShownToTheSecondAndWrittenInFull() {
    String at = "2026-11-21T10:15:30.123456789Z";
    Listing listing =
        new Listing(
            List.of(Column.time("at", "at")),
            Json.read("[{\"at\": \"%s\"}, {\"at\": \"2026-11-21\"}, {}]".formatted(at)));

    assertThat(listing.table()).isEqualTo("at\n2026-11-21T10:15:30Z\n2026-11-21\n\n");
    assertThat(listing.csv()).contains(at);
  }

  @Test
  void nothingIsSaid() {
    assertThat(new Listing(COLUMNS, Json.read("[]")).table()).isEqualTo("nothing to list\n");
  }
}
