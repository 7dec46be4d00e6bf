package dev.weir.exchange.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.store.Parquet;
import dev.weir.exchange.bill.BillHead;
import dev.weir.exchange.bill.Form;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// What is had of a cloud's storage: which runs are fetched, and how often.
class DeliveriesTest extends DeliveredRuns {
  @Test
  void aBucketIsListedInPagesAndEachRunOfTheLastTwoMonthsIsKeptWhole() throws Exception {
    deliver("08", NIGHT, used("08-01", "9"));
    deliver("10", NIGHT, used("10-01", "1.5"), used("10-31", "0.25") + used("10-31", "0.125"));
    deliver("11", NIGHT, used("11-21", "0.5"));

    fetching.look();

    assertThat(standing().problem()).isEmpty();
    assertThat(inForce())
        .containsExactly(
            "acme/exports/weir/cur/2026-10 {USD=1.875}", "acme/exports/weir/cur/2026-11 {USD=0.5}");
    BillHead october = bills.all().getLast();
    assertThat(october.form()).isEqualTo(Form.AWS_CUR);
    assertThat(october.who()).isEqualTo("acme");
    assertThat(october.why()).isEqualTo("fetched");
    assertThat(october.rows()).isEqualTo(3);
    assertThat(storage.asked())
        .as("eight objects, two a page; nothing of August")
        .containsExactly(
            "?",
            "?",
            "?",
            "?",
            MANIFEST.formatted("10"),
            PART.formatted("10", 1),
            PART.formatted("10", 2),
            MANIFEST.formatted("11"),
            PART.formatted("11", 1));
    assertThat(standing().succeeded()).contains(START);
    assertThat(standing().note()).isEqualTo("the newest run is of 2026-11-22T03:00:00Z");
  }

  @Test
  void aRunThatIsKnownIsNotFetchedAgainAndANewerOneReplacesIt() throws Exception {
    deliver("11", NIGHT, used("11-20", "0.5"));
    fetching.look();
    storage.asked();

    fetching = fetching(aws());
    look();
    assertThat(storage.asked()).as("also after a restart").containsExactly("?", "?");
    deliver("11", now, used("11-20", "0.5"));
    look();
    assertThat(storage.asked()).as("another run with the same content").hasSize(4);
    assertThat(bills.all()).hasSize(1);
    deliver("11", now, used("11-20", "0.75"), used("11-21", "1"));
    look();

    assertThat(inForce()).containsExactly("acme/exports/weir/cur/2026-11 {USD=1.75}");
    assertThat(bills.find("bill_1").flatMap(BillHead::replacedBy)).contains("bill_2");
    assertThat(fetch("2026-11-01", "2026-11-22").unchanged()).isEqualTo(1);
  }

  @Test
  void aMonthThatIsAskedForIsFetchedHoweverOld() throws Exception {
    deliver("08", NIGHT, used("08-01", "9"));
    deliver("11", NIGHT, used("11-20", "0.5"));

    Fetched august = fetch("2026-08-10", "2026-08-11");

    assertThat(august.imported()).isEqualTo(1);
    assertThat(inForce()).containsExactly("acme/exports/weir/cur/2026-08 {USD=9}");
    assertThat(standing().tried()).as("it is still due").isEmpty();
    assertThat(fetch("2026-08-10", "2026-08-11").unchanged()).isEqualTo(1);
    storage.remove(PART.formatted("11", 1));
    assertThat(fetch("2026-08-10", "2026-11-20").problem()).isPresent();
    assertThat(standing().runs()).containsOnlyKeys("weir/cur/2026-08");
  }

  @Test
  void keysOfASessionAreSentWithItsToken() throws Exception {
    keys += ":the-session";
    deliver("11", NIGHT, used("11-20", "0.5"));

    fetching.look();

    assertThat(inForce()).hasSize(1);
  }

  @Test
  void partsOfParquetAreKeptAsPartsOfText() throws Exception {
    deliver("11", NIGHT, used("11-20", "2"), used("11-21", "0.5"));
    String part = PART.formatted("11", 2);
    Path csv = Files.writeString(folder.resolve("part.csv"), CUR + used("11-21", "0.25"));
    Path parquet = folder.resolve("part.parquet");
    Parquet.ofCsv(
        csv,
        Arrays.stream(CUR.strip().split(","))
            .map(name -> new Parquet.Column(name, Parquet.Kind.TEXT))
            .toList(),
        parquet);
    storage.put(part, Files.readAllBytes(parquet), NIGHT);

    fetching.look();

    assertThat(standing().problem()).isEmpty();
    assertThat(inForce()).containsExactly("acme/exports/weir/cur/2026-11 {USD=2.25}");
  }

  @Test
  void aMonthThatIsKnownIsFetchedAgainHoweverLateItIsRestated() throws Exception {
    deliver("08", NIGHT, used("08-01", "9"));
    deliver("11", NIGHT, used("11-20", "1"));
    fetch("2026-08-01", "2026-08-02");
    fetching.look();
    deliver("08", now, used("08-01", "8"));

    look();

    assertThat(inForce())
        .containsExactly(
            "acme/exports/weir/cur/2026-08 {USD=8}", "acme/exports/weir/cur/2026-11 {USD=1}");
    storage.asked();
    look();
    assertThat(storage.asked()).as("and once only").containsExactly("?", "?", "?");
  }

  @Test
  void whatIsNoLongerThereIsForgottenAndNothingElse() throws Exception {
    deliver("10", NIGHT, used("10-01", "9"));
    deliver("11", NIGHT, used("11-20", "1"));
    fetching.look();
    storage.lists(() -> "nothing");
    look();
    assertThat(standing().runs()).as("not asked").hasSize(2);

    storage.listsAgain();
    storage.remove(MANIFEST.formatted("10"));
    look();
    assertThat(standing().runs()).containsOnlyKeys("weir/cur/2026-11");
  }

  @Test
  void aContainerIsListedAndItsNewestRunKept() throws Exception {
    fetching = fetching(azure());
    export("202611210300/a", "ActualCost", NIGHT.minus(Duration.ofDays(1)), cost("11-20", "9"));
    export("202611220300/b", "ActualCost", NIGHT, cost("11-20", "1"), cost("11-21", "0.5"));

    fetching.look();

    assertThat(standing().problem()).isEmpty();
    assertThat(inForce())
        .containsExactly("acme/exports/exports/actual/20261101-20261130 {EUR=1.5}");
    assertThat(bills.all().getFirst().form()).isEqualTo(Form.AZURE_ACTUAL);
    assertThat(storage.asked())
        .containsExactly(
            "?",
            "?",
            "?",
            RUN + "202611220300/b/manifest.json",
            RUN + "202611220300/b/part_0_0001.csv",
            RUN + "202611220300/b/part_0_0002.csv");
  }

  @Test
  void amortizedCostsAreSaidToBeSoAndReplaceTheirOwn() throws Exception {
    fetching = fetching(azure());
    export("1", "AmortizedCost", NIGHT, cost("11-20", "9"));
    fetching.look();
    export("2", "AmortizedCost", now, cost("11-20", "9") + cost("11-21", "1"));
    look();

    assertThat(bills.all())
        .extracting(BillHead::form)
        .containsExactly(Form.AZURE_AMORTIZED, Form.AZURE_AMORTIZED);
    assertThat(inForce()).hasSize(1);
  }
}
