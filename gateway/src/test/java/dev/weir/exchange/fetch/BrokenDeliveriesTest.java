package dev.weir.exchange.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.exchange.source.BillFile;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Runs and listings that are not whole, not over, too large or not to be had.
class BrokenDeliveriesTest extends DeliveredRuns {
  private static final String LISTING =
      "<ListBucketResult><NextContinuationToken>%s</NextContinuationToken></ListBucketResult>";

  @Test
  void aRunOfWhichAPartIsNotThereIsNotKeptAndTheOthersAre() throws Exception {
    deliver("10", NIGHT, used("10-01", "1.5"), used("10-02", "0.25"));
    deliver("11", NIGHT, used("11-21", "0.5"));
    storage.remove(PART.formatted("10", 2));

    fetching.look();

    assertThat(inForce()).containsExactly("acme/exports/weir/cur/2026-11 {USD=0.5}");
    assertThat(standing().problem())
        .isEqualTo(
            "acme/exports/weir/cur/2026-10: %s names s3://bucket/%s, which is not there"
                .formatted(MANIFEST.formatted("10"), PART.formatted("10", 2)));
    assertThat(standing().succeeded()).isEmpty();
    deliver("10", now, used("10-01", "1.5"), used("10-02", "0.25"));
    look();
    assertThat(standing().problem()).isEmpty();
    assertThat(inForce()).hasSize(2);
  }

  @Test
  void halfAPartIsNone() throws Exception {
    deliver("11", NIGHT, used("11-20", "1"), used("11-21", "0.5"));
    storage.cut(PART.formatted("11", 2));
    fetching.look();
    assertThat(standing().problem())
        .startsWith("acme/exports/weir/cur/2026-11, " + PART.formatted("11", 2) + ": ")
        .endsWith(", tried 5 times");

    byte[] whole = ScriptedStorage.packed(CUR + used("11-20", "1"));
    storage.put(PART.formatted("11", 1), Arrays.copyOf(whole, whole.length - 9), NIGHT);
    look();
    assertThat(standing().problem()).contains(PART.formatted("11", 1) + " is not whole gzip: ");
    assertThat(bills.all()).isEmpty();
  }

  @Test
  void anObjectThatIsWrittenAnewWhileItsRunIsReadLeavesTheRunForLater() throws Exception {
    deliver("11", NIGHT, used("11-20", "1"));
    storage.rewrite(PART.formatted("11", 1));

    fetching.look();

    assertThat(standing().problem())
        .isEqualTo(
            "acme/exports/weir/cur/2026-11, %s: answered 412, PreconditionFailed"
                .formatted(PART.formatted("11", 1)));
    assertThat(bills.all()).isEmpty();
  }

  @Test
  void aRunThatIsBeingWrittenIsLeftUntilItIsWhole() throws Exception {
    deliver("11", START.minus(Duration.ofMinutes(9)), used("11-20", "1"));

    fetching.look();

    assertThat(bills.all()).isEmpty();
    assertThat(standing().problem()).isEmpty();
    assertThat(standing().note())
        .contains("acme/exports/weir/cur/2026-11 is being written and left until it is whole");
    assertThat(standing().succeeded()).as("it did not come yet").isEmpty();
    storage.asked();
    fetching = fetching(aws());
    now = START.plus(Duration.ofMinutes(9));
    fetching.look();
    assertThat(storage.asked()).isEmpty();
    now = START.plus(Duration.ofMinutes(10));
    fetching.look();
    assertThat(inForce()).hasSize(1);
    assertThat(standing().succeeded()).contains(now);
    now = START.plus(Duration.ofMinutes(20));
    storage.asked();
    fetching.look();
    assertThat(storage.asked()).as("from now on every six hours").isEmpty();
  }

  @Test
  void aPartThatIsNewerThanItsManifestIsOfARunThatIsBeingWritten() throws Exception {
    deliver("11", NIGHT, used("11-20", "1"));
    String part = PART.formatted("11", 1);
    storage.put(part, ScriptedStorage.packed(CUR + used("11-20", "2")), NIGHT.plusSeconds(1));

    fetching.look();

    assertThat(standing().note()).contains("acme/exports/weir/cur/2026-11 is being written");
    assertThat(bills.all()).isEmpty();
    storage.put(part, ScriptedStorage.packed(CUR + used("11-20", "2")), NIGHT);
    look();
    assertThat(inForce()).containsExactly("acme/exports/weir/cur/2026-11 {USD=2}");
  }

  @Test
  void aPartThatIsNamedTwiceIsNotReadTwice() throws Exception {
    deliver("11", NIGHT, used("11-20", "1"));
    String part = "s3://bucket/" + PART.formatted("11", 1);
    storage.put(
        MANIFEST.formatted("11"), "{\"dataFiles\": [\"%1$s\", \"%1$s\"]}".formatted(part), NIGHT);

    fetching.look();

    assertThat(standing().problem()).endsWith(" names each of its parts once, was twice " + part);
    assertThat(bills.all()).isEmpty();
  }

  @Test
  void aPeriodThatIsNoneKeepsNoOtherRunBack() throws Exception {
    deliver("13", NIGHT, used("11-20", "9"));
    deliver("11", NIGHT, used("11-20", "1"));
    storage.put("weir/x/12345678-87654321/manifest.json", "{}", NIGHT);

    fetching.look();

    assertThat(inForce()).containsExactly("acme/exports/weir/cur/2026-11 {USD=1}");
    assertThat(standing().problem())
        .startsWith(MANIFEST.formatted("13") + " is of a billing period as BILLING_PERIOD=2026-10");
  }

  @Test
  void whatIsOverTheBoundIsNamedAndNotFetched() throws Exception {
    deliver("11", NIGHT, used("11-20", "1"), used("11-21", "1"));
    storage.put(PART.formatted("11", 2), new byte[0], NIGHT, BillFile.CHARACTERS_MAX);

    fetching.look();

    assertThat(standing().problem())
        .startsWith("acme/exports/weir/cur/2026-11: a run has at most 33,554,432 bytes, with ")
        .contains(PART.formatted("11", 2));
    assertThat(storage.asked()).containsExactly("?", "?", MANIFEST.formatted("11"));
  }

  @Test
  void aPartThatUnpacksToMoreIsNotUnpacked() throws Exception {
    deliver("11", NIGHT, used("11-20", "1"));
    byte[] bomb = ScriptedStorage.packed("0".repeat(BillFile.CHARACTERS_MAX + 1));
    storage.put(PART.formatted("11", 1), bomb, NIGHT);

    fetching.look();

    assertThat(standing().problem()).contains("have more than 33,554,432 bytes");
  }

  @Test
  void aListingThatIsHostileOrNeverEndsIsRefused() throws Exception {
    storage.lists(() ->
        "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><ListBucketResult><Contents>"
            + "<Key>&e;</Key></Contents></ListBucketResult>");
    fetching.look();
    assertThat(standing().problem())
        .isEqualTo(
            "acme/exports of 2026-10-01 to 2026-11-21, page 1 of the objects: it has neither a"
                + " document type nor entities");

    storage.lists(() -> LISTING.formatted("a"));
    look();
    assertThat(standing().problem())
        .endsWith("page 2 of the objects: it names a next page that was there before");
    AtomicInteger pages = new AtomicInteger();
    storage.lists(() -> LISTING.formatted(pages.incrementAndGet()));
    look();
    assertThat(standing().problem())
        .endsWith("page 1000 of the objects: an answer has at most 1,000 pages, this one has more");
    assertThat(pages).hasValue(1_000);
    storage.listsAgain();
    deliver("11", NIGHT, used("11-20", "1"));
    look();
    assertThat(standing().problem()).isEmpty();
  }

  @Test
  void aPartWithFewerRowsThanItsManifestSaysIsHalf() throws Exception {
    fetching = fetching(azure());
    export("1", "ActualCost", NIGHT, cost("11-20", "9") + cost("11-21", "1"));
    storage.put(RUN + "1/part_0_0001.csv", AZURE + cost("11-20", "9"), NIGHT);

    fetching.look();

    assertThat(standing().problem())
        .isEqualTo(
            "acme/exports/exports/actual/20261101-20261130: %s1/part_0_0001.csv has the rows it is"
                    .formatted(RUN)
                + " said to have, 2, was 1");
    assertThat(bills.all()).isEmpty();
  }

  @Test
  void aWrongKeyIsNamedByItsErrorAndNeverShown() throws Exception {
    deliver("11", NIGHT, used("11-20", "1"));
    keys = ScriptedStorage.ID + ":hush-planted:hush-session";
    fetching.look();
    assertThat(standing().problem())
        .isEqualTo(
            "acme/exports of 2026-10-01 to 2026-11-21, page 1 of the objects: answered 403,"
                + " SignatureDoesNotMatch");

    keys = "hush";
    look();
    assertThat(standing().problem()).contains("keys of AWS are 'ID:SECRET'");
    fetching = fetching(azure());
    keys = "sv=1&sig=hush-planted";
    look();
    assertThat(standing().problem()).contains("answered 403, SignatureDoesNotMatch");
    keys = "hush hush";
    look();
    assertThat(standing().problem()).contains("a shared access signature is an address");
    assertThat(Files.readString(folder.resolve("fetches.json"))).doesNotContain("hush");
    assertThat(told).hasSize(4).noneMatch(line -> line.contains("hush"));
  }
}
