package dev.weir.exchange.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.exchange.bill.Reading.Period;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RunTest {
  private static final Instant AT = Instant.parse("2026-11-02T00:00:00Z");

  private static final Storage S3 = new Storage.S3("eu-central-1");
  private static final Storage BLOB = new Storage.Blob();

  private static Stored object(String key, int minute) {
    return new Stored(key, "tag", AT.plusSeconds(60L * minute), 10);
  }

  private static Run.Newest newest(Storage storage, String... keys) {
    return Run.newest(
        storage,
        Stream.iterate(0, i -> i < keys.length, i -> i + 1).map(i -> object(keys[i], i)).toList());
  }

  private static Run newest(Stored object) {
    return Run.newest(S3, List.of(object)).runs().getFirst();
  }

  @Test
  void runsOfAwsAreKnownByTheirManifestsOverOrBesideEachOther() {
    List<Run> runs =
        newest(
                S3,
                "weir/cur/metadata/BILLING_PERIOD=2026-10/20261101T0102-aa/cur-Manifest.json",
                "weir/cur/metadata/BILLING_PERIOD=2026-10/cur-Manifest.json",
                "weir/cur/metadata/BILLING_PERIOD=2026-09/cur-Manifest.json",
                "weir/cur/data/BILLING_PERIOD=2026-10/cur-00001.csv.gz",
                "metadata/BILLING_PERIOD=2026-10/Manifest.json")
            .runs();

    assertThat(runs)
        .extracting(Run::name)
        .containsExactly("2026-10", "weir/cur/2026-09", "weir/cur/2026-10");
    Run october = runs.getLast();
    assertThat(october.export()).isEqualTo("weir/cur");
    assertThat(october.days())
        .isEqualTo(new Period(LocalDate.of(2026, 10, 1), LocalDate.of(2026, 11, 1)));
    assertThat(october.manifest().changed()).as("the later one").isEqualTo(AT.plusSeconds(60));
  }

  @Test
  void runsOfAzureAreToo() {
    List<Run> runs =
        newest(
                BLOB,
                "exports/actual/20261001-20261031/202610310455/0f-1/manifest.json",
                "exports/actual/20261001-20261031/202611010455/0f-2/manifest.json",
                "exports/actual/20261001-20261031/202611010455/0f-2/part_0_0001.csv")
            .runs();

    assertThat(runs)
        .singleElement()
        .satisfies(run -> {
          assertThat(run.name()).isEqualTo("exports/actual/20261001-20261031");
          assertThat(run.days())
              .isEqualTo(new Period(LocalDate.of(2026, 10, 1), LocalDate.of(2026, 11, 1)));
          assertThat(run.manifest().key()).contains("0f-2");
        });
  }

  @Test
  void aRunThatIsPutOverTheOneBeforeIsAnotherWithTheSameContentToo() {
    String key = "weir/metadata/BILLING_PERIOD=2026-10/Manifest.json";
    Run before = newest(object(key, 1));
    Run after = newest(object(key, 2));

    assertThat(after.mark()).isNotEqualTo(before.mark());
    assertThat(newest(object(key, 1)).mark()).isEqualTo(before.mark());
  }

  @Test
  void aPeriodThatIsNoneIsNamedAndKeepsNoOtherBack() {
    Run.Newest azure =
        newest(
            BLOB,
            "a/20261301-20261331/manifest.json",
            "b/20261031-20261001/manifest.json",
            "c/20261001-20261031/manifest.json");

    assertThat(azure.odd().orElseThrow())
        .startsWith(
            "a/20261301-20261331/manifest.json is of a billing period as BILLING_PERIOD=2026-10")
        .endsWith(", and 1 more are not");
    assertThat(azure.runs()).extracting(Run::name).containsExactly("c/20261001-20261031");
    assertThat(newest(BLOB, "b/20261031-20261001/manifest.json").odd().orElseThrow())
        .contains("a bill is about one day at least");
    assertThat(newest(S3, "metadata/BILLING_PERIOD=2026-13/Manifest.json").odd().orElseThrow())
        .startsWith("metadata/BILLING_PERIOD=2026-13/Manifest.json is of a billing period");
  }

  @Test
  void whatLiesAsAnotherCloudPutsItIsNoRun() {
    Run.Newest aws = newest(S3, "weir/x/12345678-87654321/manifest.json");

    assertThat(aws.runs()).isEmpty();
    assertThat(aws.odd()).isEmpty();
    assertThat(newest(BLOB, "metadata/BILLING_PERIOD=2026-10/Manifest.json").runs()).isEmpty();
  }
}
