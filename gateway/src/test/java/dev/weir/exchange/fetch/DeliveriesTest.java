package dev.weir.exchange.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.http.Engine;
import dev.weir.base.http.Transport;
import dev.weir.base.store.Database;
import dev.weir.base.store.Parquet;
import dev.weir.exchange.bill.BillHead;
import dev.weir.exchange.bill.Bills;
import dev.weir.exchange.bill.Bills.Replacing;
import dev.weir.exchange.bill.Form;
import dev.weir.exchange.bill.Intake;
import dev.weir.exchange.bill.Reading.Period;
import dev.weir.exchange.cloud.Storage;
import dev.weir.exchange.fetch.Fetching.Outcome;
import dev.weir.exchange.source.BillFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is had of a cloud's storage, and what becomes of it.
@Timeout(60)
class DeliveriesTest {
  private static final Instant START = Instant.parse("2026-11-22T08:00:00Z");
  private static final Instant NIGHT = Instant.parse("2026-11-22T03:00:00Z");
  private static final String MANIFEST =
      "weir/cur/metadata/BILLING_PERIOD=2026-%1$s/cur-Manifest.json";
  private static final String PART = "weir/cur/data/BILLING_PERIOD=2026-%s/cur-0000%d.csv.gz";
  private static final String CUR =
      "line_item_usage_type,line_item_line_item_type,line_item_usage_start_date,"
          + "line_item_usage_end_date,line_item_usage_account_id,line_item_usage_amount,"
          + "line_item_unblended_cost,line_item_currency_code,bill_payer_account_id\n";
  private static final String AZURE =
      "Date,MeterId,ChargeType,UnitOfMeasure,Quantity,CostInBillingCurrency,BillingCurrency,"
          + "BillingAccountId\n";
  private static final String LISTING =
      "<ListBucketResult><NextContinuationToken>%s</NextContinuationToken></ListBucketResult>";
  private static final String RUN = "exports/actual/20261101-20261130/";

  private final BlockingQueue<Throwable> bugs = new LinkedBlockingQueue<>();
  private final List<String> told = new ArrayList<>();
  private final ScriptedStorage storage = new ScriptedStorage();
  private final Engine engine = Engine.start(1, bugs::add);
  private Instant now = START;
  private String keys = ScriptedStorage.ID + ":" + ScriptedStorage.SECRET;
  private Optional<String> settled = Optional.empty();
  private Path folder;
  private Bills bills;
  private Fetching fetching;

  /// Keeps what is said.
  private final class Log implements System.Logger {
    @Override
    public String getName() {
      return "test";
    }

    @Override
    public boolean isLoggable(Level level) {
      return true;
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String text, Throwable thrown) {
      told.add(text + " " + thrown);
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String format, Object... params) {
      told.add(MessageFormat.format(format, params));
    }
  }

  @BeforeEach
  void open(@TempDir Path temporary) {
    folder = temporary;
    bills = Bills.open(folder.resolve("bills.duckdb"), new Database.Settings(64, 1, 2));
    fetching = fetching(aws());
  }

  @AfterEach
  void close() {
    fetching.close();
    engine.close();
    bills.close();
    storage.close();
    assertThat(bugs).isEmpty();
  }

  private Source aws() {
    return source(
        Vendor.AWS,
        storage.bucket(),
        new Report.Exports(new Storage.S3(ScriptedStorage.REGION), "weir/"));
  }

  private Source azure() {
    keys = ScriptedStorage.SAS;
    return source(
        Vendor.AZURE, storage.container(), new Report.Exports(new Storage.Blob(), "exports/"));
  }

  private Source source(Vendor family, URI url, Report report) {
    return new Source(
        "acme",
        family,
        url,
        () -> keys,
        List.of(report),
        Duration.ofHours(6),
        7,
        "acme",
        Set.of(),
        () -> Transport.DIRECT);
  }

  private Fetching fetching(Source source) {
    if (fetching != null) {
      fetching.close();
    }
    Intake intake =
        new Intake(
            bills, days -> settled.filter(_ -> days.from().isBefore(LocalDate.of(2026, 11, 1))));
    Fetching made =
        new Fetching(
            List.of(source),
            new Fetching.Parts(
                intake,
                bills,
                folder.resolve("fetches.json"),
                () -> now,
                new Random(7),
                new Log(),
                bugs::add));
    made.begin(engine, (_, _) -> true, _ -> {});
    return made;
  }

  private Standing standing() {
    return fetching.standings().lines().getFirst().standing();
  }

  private Fetched fetch(String from, String to) throws InterruptedException {
    Period days = new Period(LocalDate.parse(from), LocalDate.parse(to));
    Outcome outcome =
        fetching.fetch(new Fetching.Order(Optional.empty(), Optional.of(days), "wanted"));
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done) outcome).reports().getFirst();
  }

  /// The source is due, whatever it was before.
  private void look() throws InterruptedException {
    now = now.plus(Duration.ofHours(6));
    fetching.look();
  }

  private List<String> inForce() {
    return bills.all().stream()
        .filter(BillHead::isInForce)
        .map(bill -> bill.file() + " " + bill.totals())
        .sorted()
        .toList();
  }

  /// A run of AWS's, put over the one before.
  private void deliver(String month, Instant at, String... parts) {
    List<String> names = new ArrayList<>();
    for (String part : parts) {
      String key = PART.formatted(month, names.size() + 1);
      storage.put(key, ScriptedStorage.packed(CUR + part), at);
      names.add("\"s3://bucket/%s\"".formatted(key));
    }
    storage.put(
        MANIFEST.formatted(month), "{\"dataFiles\": [%s]}".formatted(String.join(", ", names)), at);
  }

  private static String used(String day, String cost) {
    return used(day, cost, "USD");
  }

  private static String used(String day, String cost, String currency) {
    return "input,Usage,2026-%1$sT00:00:00Z,2026-%1$sT01:00:00Z,222,10,%2$s,%3$s,111\n"
        .formatted(day, cost, currency);
  }

  private static String charged(String type, String from, String to, String cost) {
    return "fee,%s,%sT00:00:00Z,%sT00:00:00Z,222,1,%s,USD,111\n".formatted(type, from, to, cost);
  }

  /// A run of AWS's of FOCUS, put over the one before.
  private void focus(Instant at, String... days) {
    StringBuilder text =
        new StringBuilder(
            "BilledCost,BillingAccountId,BillingCurrency,BillingPeriodEnd,BillingPeriodStart,"
                + "ChargeCategory,ChargePeriodEnd,ChargePeriodStart,EffectiveCost,ListCost,"
                + "ProviderName,ServiceName\n");
    for (String day : days) {
      text.append(
          "1,111,USD,2026-12-01T00:00:00Z,2026-11-01T00:00:00Z,Usage,"
              + "2026-%1$sT23:00:00Z,2026-%1$sT00:00:00Z,1,1,AWS,Bedrock\n".formatted(day));
    }
    String key = PART.formatted("11", 1);
    storage.put(key, text.toString(), at);
    storage.put(
        MANIFEST.formatted("11"), "{\"dataFiles\": [\"s3://bucket/%s\"]}".formatted(key), at);
  }

  /// A run of Azure's, beside the one before.
  private void export(String run, String type, Instant at, String... parts) {
    List<String> blobs = new ArrayList<>();
    for (String part : parts) {
      String key = RUN + run + "/part_0_000" + (blobs.size() + 1) + ".csv";
      storage.put(key, AZURE + part, at);
      blobs.add(
          "{\"blobName\": \"%s\", \"dataRowCount\": %d}".formatted(key, part.lines().count()));
    }
    storage.put(
        RUN + run + "/manifest.json",
        "{\"exportConfig\": {\"type\": \"%s\"}, \"blobs\": [%s]}"
            .formatted(type, String.join(", ", blobs)),
        at);
  }

  private static String cost(String day, String cost) {
    return "2026-%s,m,Usage,1,2,%s,EUR,acme\n".formatted(day, cost);
  }

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
}
