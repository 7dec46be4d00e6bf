package dev.weir.exchange.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.http.Engine;
import dev.weir.base.http.Transport;
import dev.weir.base.store.Database;
import dev.weir.exchange.bill.BillHead;
import dev.weir.exchange.bill.Bills;
import dev.weir.exchange.bill.Intake;
import dev.weir.exchange.bill.Reading.Period;
import dev.weir.exchange.cloud.Storage;
import dev.weir.exchange.fetch.Fetching.Outcome;
import java.net.URI;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Runs of exports in a pretended cloud's storage, and a gateway's source that fetches them.
@Timeout(60)
abstract class DeliveredRuns {
  static final Instant START = Instant.parse("2026-11-22T08:00:00Z");
  static final Instant NIGHT = Instant.parse("2026-11-22T03:00:00Z");
  static final String MANIFEST = "weir/cur/metadata/BILLING_PERIOD=2026-%1$s/cur-Manifest.json";
  static final String PART = "weir/cur/data/BILLING_PERIOD=2026-%s/cur-0000%d.csv.gz";
  static final String CUR =
      "line_item_usage_type,line_item_line_item_type,line_item_usage_start_date,"
          + "line_item_usage_end_date,line_item_usage_account_id,line_item_usage_amount,"
          + "line_item_unblended_cost,line_item_currency_code,bill_payer_account_id\n";
  static final String AZURE =
      "Date,MeterId,ChargeType,UnitOfMeasure,Quantity,CostInBillingCurrency,BillingCurrency,"
          + "BillingAccountId\n";
  static final String RUN = "exports/actual/20261101-20261130/";

  private final BlockingQueue<Throwable> bugs = new LinkedBlockingQueue<>();
  final List<String> told = new ArrayList<>();
  final ScriptedStorage storage = new ScriptedStorage();
  private final Engine engine = Engine.start(1, bugs::add);
  Instant now = START;
  String keys = ScriptedStorage.ID + ":" + ScriptedStorage.SECRET;
  Optional<String> settled = Optional.empty();
  Path folder;
  Bills bills;
  Fetching fetching;

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

  Source aws() {
    return source(
        Vendor.AWS,
        storage.bucket(),
        new Report.Exports(new Storage.S3(ScriptedStorage.REGION), "weir/"));
  }

  Source azure() {
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

  Fetching fetching(Source source) {
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

  Standing standing() {
    return fetching.standings().lines().getFirst().standing();
  }

  Fetched fetch(String from, String to) throws InterruptedException {
    Period days = new Period(LocalDate.parse(from), LocalDate.parse(to));
    Outcome outcome =
        fetching.fetch(new Fetching.Order(Optional.empty(), Optional.of(days), "wanted"));
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done) outcome).reports().getFirst();
  }

  /// The source is due, whatever it was before.
  void look() throws InterruptedException {
    now = now.plus(Duration.ofHours(6));
    fetching.look();
  }

  List<String> inForce() {
    return bills.all().stream()
        .filter(BillHead::isInForce)
        .map(bill -> bill.file() + " " + bill.totals())
        .sorted()
        .toList();
  }

  /// A run of AWS's, put over the one before.
  void deliver(String month, Instant at, String... parts) {
    List<String> names = new ArrayList<>();
    for (String part : parts) {
      String key = PART.formatted(month, names.size() + 1);
      storage.put(key, ScriptedStorage.packed(CUR + part), at);
      names.add("\"s3://bucket/%s\"".formatted(key));
    }
    storage.put(
        MANIFEST.formatted(month), "{\"dataFiles\": [%s]}".formatted(String.join(", ", names)), at);
  }

  static String used(String day, String cost) {
    return used(day, cost, "USD");
  }

  static String used(String day, String cost, String currency) {
    return "input,Usage,2026-%1$sT00:00:00Z,2026-%1$sT01:00:00Z,222,10,%2$s,%3$s,111\n"
        .formatted(day, cost, currency);
  }

  static String charged(String type, String from, String to, String cost) {
    return "fee,%s,%sT00:00:00Z,%sT00:00:00Z,222,1,%s,USD,111\n".formatted(type, from, to, cost);
  }

  /// A run of AWS's of FOCUS, put over the one before.
  void focus(Instant at, String... days) {
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
  void export(String run, String type, Instant at, String... parts) {
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

  static String cost(String day, String cost) {
    return "2026-%s,m,Usage,1,2,%s,EUR,acme\n".formatted(day, cost);
  }
}
