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
  void aSparedColumnIsInTheTableOnlyIfARowNeedsIt() {
    List<Column> columns =
        List.of(
            Column.text("call", "id"), Column.rareNumber("a", "a"), Column.rareNumber("b", "b"));
    Listing listing =
        new Listing(
            columns, Json.read("[{\"id\": \"x\", \"a\": 0, \"b\": 0}, {\"id\": \"y\", \"b\": 7}]"));

    assertThat(listing.table()).isEqualTo("call  b\nx     0\ny     7\n");
    assertThat(listing.csv().lines()).containsExactly("call,a,b", "x,0,0", "y,,7");
  }

  @Test
  void nothingIsSaid() {
    assertThat(new Listing(COLUMNS, Json.read("[]")).table()).isEqualTo("nothing to list\n");
  }
}
