package dev.weir.exchange.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.exchange.bill.BillHead;
import dev.weir.exchange.bill.Bills;
import dev.weir.exchange.bill.Bills.Replacing;
import dev.weir.exchange.bill.Form;
import dev.weir.exchange.bill.Reading.Period;
import dev.weir.exchange.source.BillFile;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What becomes of a run that is whole: which days it tells of, and what it may replace.
class DeliveredDaysTest extends DeliveredRuns {
  @Test
  void aFeeForAYearIsOfTheMonthItIsBilledIn() throws Exception {
    deliver("10", NIGHT, used("10-05", "1") + charged("Fee", "2026-10-05", "2027-10-05", "12"));
    deliver("11", NIGHT, used("11-20", "2"));

    fetching.look();

    assertThat(standing().problem()).isEmpty();
    assertThat(standing().note()).doesNotContain("left");
    assertThat(inForce())
        .containsExactly(
            "acme/exports/weir/cur/2026-10 {USD=13}", "acme/exports/weir/cur/2026-11 {USD=2}");
    assertThat(bills.find("bill_1").map(BillHead::period))
        .contains(new Period(LocalDate.of(2026, 10, 5), LocalDate.of(2026, 11, 1)));
  }

  @Test
  void aRefundForASettledMonthIsOfTheMonthItIsBilledIn() throws Exception {
    settled = Optional.of("2026-10, which is settled since Monday, by ann");
    deliver(
        "11", NIGHT, used("11-20", "2") + charged("Refund", "2026-10-07", "2026-10-08", "-0.5"));

    fetching.look();

    assertThat(inForce()).containsExactly("acme/exports/weir/cur/2026-11 {USD=1.5}");
    assertThat(bills.find("bill_1").map(BillHead::period))
        .contains(new Period(LocalDate.of(2026, 11, 1), LocalDate.of(2026, 11, 21)));
    deliver("11", now, charged("Refund", "2026-10-07", "2026-10-08", "-0.5"));
    look();
    assertThat(standing().problem()).contains("it tells of fewer days than bill_1 before it");
  }

  @Test
  void focusTellsOfTheDaysItHasChargesForToo() throws Exception {
    focus(NIGHT, "11-10", "11-20");
    fetching.look();
    assertThat(bills.all().getFirst().form()).isEqualTo(Form.FOCUS);
    focus(now, "11-20");
    look();

    assertThat(standing().problem())
        .endsWith(
            "it tells of fewer days than bill_1 before it, which has 2026-11-10 to 2026-11-20");
    assertThat(bills.all()).hasSize(1);
  }

  @Test
  void twoExportsOfOneAccountAreAProblemThatNamesBoth() throws Exception {
    deliver("11", NIGHT, used("11-20", "1"));
    String part = "weir/twin/data/BILLING_PERIOD=2026-11/twin.csv";
    storage.put(part, CUR + used("11-20", "3"), NIGHT);
    storage.put(
        "weir/twin/metadata/BILLING_PERIOD=2026-11/twin-Manifest.json",
        "{\"dataFiles\": [\"s3://bucket/%s\"]}".formatted(part),
        NIGHT);

    fetching.look();

    assertThat(standing().problem())
        .isEqualTo(
            "acme/exports/weir/twin/2026-11 tells of days of acme/exports/weir/cur/2026-11, too"
                + " (bill_1); a source reads one export of an account");
    assertThat(inForce()).containsExactly("acme/exports/weir/cur/2026-11 {USD=1}");
    assertThat(standing().succeeded()).isEmpty();
  }

  @Test
  void anotherCurrencyIsKeptAsItIsAndTwoInOneBillAreRefused() throws Exception {
    deliver("10", NIGHT, used("10-20", "1.10", "EUR"));
    deliver("11", NIGHT, used("11-20", "1"), used("11-21", "1", "EUR"));

    fetching.look();

    assertThat(inForce()).containsExactly("acme/exports/weir/cur/2026-10 {EUR=1.10}");
    assertThat(standing().problem())
        .isEqualTo(
            "acme/exports/weir/cur/2026-11: %s, line 2: currency is one for all charges of a bill,"
                    .formatted(PART.formatted("11", 2))
                + " USD so far, was 'EUR'");
  }

  @Test
  void aSettledMonthIsNotAskedFor() throws Exception {
    settled = Optional.of("2026-10, which is settled since Monday, by ann");
    deliver("10", NIGHT, used("10-20", "1"));
    deliver("11", NIGHT, used("11-20", "1"));

    fetching.look();

    assertThat(inForce()).containsExactly("acme/exports/weir/cur/2026-11 {USD=1}");
    assertThat(standing().note()).contains("not asked for: " + settled.get());
    assertThat(storage.asked()).doesNotContain(MANIFEST.formatted("10"));
  }

  @Test
  void whatSomebodyImportedIsLeftAloneUntilItIsNot() throws Exception {
    BillFile file = new BillFile("november.csv", CUR + used("11-20", "7"));
    bills.add(
        file.read(Optional.empty()), "hash", new Bills.Order(START, "ann", "", Replacing.NONE));
    deliver("11", NIGHT, used("11-20", "1"));

    fetching.look();

    assertThat(inForce()).containsExactly("november.csv {USD=7}");
    assertThat(standing().problem()).isEmpty();
    assertThat(standing().note())
        .contains("acme/exports/weir/cur/2026-11 is left to bill_1, imported by ann");
    storage.asked();
    look();
    assertThat(storage.asked()).as("it may be let in by now").contains(MANIFEST.formatted("11"));
  }

  @Test
  void aRunThatTellsOfFewerDaysThanTheOneBeforeReplacesNothing() throws Exception {
    deliver("11", NIGHT, used("11-10", "1") + used("11-20", "1"));
    fetching.look();
    deliver("11", now, used("11-20", "1"));
    look();

    assertThat(standing().problem())
        .isEqualTo(
            "acme/exports/weir/cur/2026-11: it tells of fewer days than bill_1 before it, which has"
                + " 2026-11-10 to 2026-11-20");
    assertThat(inForce()).containsExactly("acme/exports/weir/cur/2026-11 {USD=2}");
  }

  @Test
  void aRunWithoutARowIsANote() throws Exception {
    deliver("10", NIGHT);
    deliver("11", NIGHT, "");

    fetching.look();

    assertThat(standing().problem()).isEmpty();
    assertThat(standing().note())
        .contains(
            "acme/exports/weir/cur/2026-10 has no row; a bill of an earlier run stays in force",
            "acme/exports/weir/cur/2026-11 has no row; a bill of an earlier run stays in force");
  }

  @Test
  void anExportThatIsNotThereIsAProblemAndOneThatEndedANote() throws Exception {
    storage.put("weir/other.txt", "x", NIGHT);
    fetching.look();
    assertThat(standing().problem())
        .isEqualTo(
            "acme/exports of 2026-10-01 to 2026-11-21: an export is known by its manifest, and there"
                + " is none among 1 objects under 'weir/'");
    now = now.plus(Duration.ofHours(13));
    assertThat(fetching.standings().notices())
        .singleElement()
        .asString()
        .startsWith("reports of the bill source acme that have not come since ")
        .contains("known by its manifest");

    deliver("10", NIGHT, used("10-20", "1"));
    look();
    assertThat(standing().note()).startsWith("no export tells of 2026-11-22; the newest run is of");
    assertThat(fetching.standings().notices()).isEmpty();
  }
}
