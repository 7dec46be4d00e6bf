package dev.weir.exchange.bill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.base.store.CopiedRow;
import dev.weir.base.store.Database;
import dev.weir.exchange.bill.Bills.Order;
import dev.weir.exchange.bill.Bills.Replacing;
import dev.weir.exchange.source.BillFile;
import dev.weir.exchange.source.Samples;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of files that are handed in.
@Timeout(60)
class BillsTest {
  private static final Database.Settings SETTINGS = new Database.Settings(64, 1, 2);

  @TempDir Path folder;
  private Bills bills;

  @BeforeEach
  void open() {
    bills = Bills.open(folder.resolve("bills.duckdb"), SETTINGS);
  }

  @AfterEach
  void close() {
    bills.close();
  }

  private static Reading costs(String account, int firstDay, int days, String value) {
    List<String> buckets = new ArrayList<>();
    for (int day = firstDay; day < firstDay + days; day++) {
      buckets.add(
          """
          {"start_time": %d, "end_time": %d, "results": [{"amount": {"value": %s, "currency": "usd"},
            "line_item": "gpt-4o, output", "organization_id": "%s"}]}
          """
              .formatted(
                  1_790_812_800L + 86_400L * (day - 1),
                  1_790_812_800L + 86_400L * day,
                  value,
                  account));
    }
    return new BillFile(
            "costs.json",
            "{\"data\": [%s], \"has_more\": false}".formatted(String.join(",", buckets)))
        .read(Optional.empty());
  }

  private Imported add(Reading reading, boolean replace) {
    String hash = Integer.toHexString(reading.hashCode());
    return bills.add(reading, hash, order(replace));
  }

  private static Order order(boolean replace) {
    return new Order(
        Instant.parse("2026-11-02T08:00:00Z"),
        "ann",
        "close",
        replace ? Replacing.ALL : Replacing.NONE);
  }

  private BillHead done(Reading reading, boolean replace) {
    assertThat(add(reading, replace)).isInstanceOf(Imported.Done.class);
    return bills.all().getFirst();
  }

  @Test
  void whatWasImportedIsReadAgainAsItWas() {
    for (String name : Samples.bills()) {
      Reading reading = Samples.read(name);
      String file = name.replace('/', '-') + ".duckdb";
      try (Bills own = Bills.open(folder.resolve(file), SETTINGS)) {
        Imported imported = own.add(reading, name, order(false));

        assertThat(imported).as(name).isInstanceOf(Imported.Done.class);
        BillHead bill = own.all().getFirst();
        assertThat(own.lines(bill)).as(name).isEqualTo(reading.lines());
        assertThat(own.rows(bill)).as(name).isEqualTo(reading.rows());
        assertThat(bill.totals()).as(name).isEqualTo(reading.totals());
        assertThat(bill.notes()).as(name).isEqualTo(reading.notes());
      }
    }
  }

  @Test
  void theSameFileTwiceIsTheSameBill() {
    BillHead first = done(costs("org", 1, 3, "1.5"), false);

    assertThat(add(costs("org", 1, 3, "1.5"), false)).isEqualTo(new Imported.Already(first));
    assertThat(add(costs("org", 1, 3, "1.5"), true)).isEqualTo(new Imported.Already(first));
    assertThat(bills.all()).containsExactly(first);
  }

  @Test
  void aFileOverTheSameDaysIsRefusedUnlessItReplaces() {
    BillHead first = done(costs("org", 1, 3, "1.5"), false);

    assertThat(add(costs("org", 3, 2, "1.6"), false))
        .isEqualTo(new Imported.Overlapping(List.of(first)));
    assertThat(add(costs("org", 3, 2, "1.6"), true)).isEqualTo(new Imported.TooShort(first));
    assertThat(bills.all()).containsExactly(first);

    BillHead second = done(costs("org", 1, 4, "1.6"), true);

    assertThat(second.replaces()).containsExactly(first.id());
    assertThat(second.who()).isEqualTo("ann");
    assertThat(bills.find(first.id()).flatMap(BillHead::replacedBy)).contains(second.id());
    assertThat(bills.lines(first)).as("nothing is deleted").hasSize(3);
    assertThat(add(costs("org", 1, 3, "1.5"), false))
        .as("what was replaced is no longer what is in force")
        .isEqualTo(new Imported.Overlapping(List.of(second)));
  }

  @Test
  void otherAccountsOtherDaysAndOtherFormsDoNotOverlap() {
    done(costs("org", 1, 3, "1.5"), false);

    done(costs("other", 1, 3, "1.5"), false);
    done(costs("org", 4, 3, "1.5"), false);

    assertThat(bills.all()).allMatch(BillHead::isInForce).hasSize(3);
  }

  private static Reading usage(String report, int tokens) {
    return new BillFile(
            "usage.json",
            """
            {"data": [{"start_time": 1790812800, "end_time": 1790899200, "results": [
              {"object": "organization.usage.%s.result", "project_id": "proj", "input_tokens": %d,
               "num_model_requests": 1, "model": "m"}]}], "has_more": false}
            """
                .formatted(report, tokens))
        .read(Optional.empty());
  }

  @Test
  void twoReportsOfOneProjectAreBothInForce() {
    BillHead completions = done(usage("completions", 7), false);
    BillHead embeddings = done(usage("embeddings", 7), false);

    assertThat(completions.part()).isEqualTo("organization.usage.completions.result");
    assertThat(embeddings.part()).isEqualTo("organization.usage.embeddings.result");
    assertThat(bills.all()).allMatch(BillHead::isInForce).hasSize(2);
    assertThat(add(usage("completions", 8), false))
        .isEqualTo(new Imported.Overlapping(List.of(completions)));

    BillHead restated = done(usage("completions", 8), true);

    assertThat(restated.replaces()).containsExactly(completions.id());
    assertThat(bills.find(embeddings.id()).orElseThrow().isInForce()).isTrue();
  }

  @Test
  void aReportThatDoesNotSayWhichItIsOverlapsAny() {
    BillHead completions = done(usage("completions", 7), false);

    assertThat(add(usage("embeddings", 7).ofPart(""), false))
        .isEqualTo(new Imported.Overlapping(List.of(completions)));
  }

  @Test
  void aCopyIsTheSame() {
    done(costs("org", 1, 3, "1.5"), false);
    done(usage("completions", 7), false);
    done(costs("org", 1, 4, "0.000000000000000000000000000001"), true);
    List<CopiedRow> copied = new ArrayList<>();
    for (BillTable table : BillTable.values()) {
      long last = 0;
      List<CopiedRow> piece = bills.after(table, last);
      while (!piece.isEmpty()) {
        copied.addAll(piece);
        last = piece.getLast().position();
        piece = bills.after(table, last);
      }
    }

    try (Bills other = Bills.open(folder.resolve("copy.duckdb"), SETTINGS)) {
      assertThat(other.restore(copied.iterator())).isEqualTo(3 + 8 + 9);

      assertThat(other.all()).isEqualTo(bills.all());
      assertThat(other.lines(other.all().getFirst()))
          .isEqualTo(bills.lines(bills.all().getFirst()));
    }
    try (Bills third = Bills.open(folder.resolve("third.duckdb"), SETTINGS)) {
      assertThatThrownBy(
              () -> third.restore(List.of(copied.getFirst(), copied.getFirst()).iterator()))
          .hasMessageContaining("positions of bill rise");
      assertThat(third.all()).as("nothing is half restored").isEmpty();
    }
  }
}
