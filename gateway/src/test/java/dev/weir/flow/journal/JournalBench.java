package dev.weir.flow.journal;

import dev.weir.base.money.Money;
import dev.weir.base.segment.FileDisk;
import dev.weir.flow.catalogue.Meter;
import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.dialect.Usage;
import dev.weir.flow.entry.CallFacts;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.entry.Course;
import dev.weir.flow.entry.Ending;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.entry.EntryCodec;
import dev.weir.flow.entry.Timing;
import dev.weir.flow.identity.Principal;
import dev.weir.flow.identity.Tags;
import dev.weir.flow.policy.Hold;
import dev.weir.flow.price.Charge;
import dev.weir.flow.rule.BalanceKey;
import dev.weir.flow.rule.Measure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import org.HdrHistogram.Histogram;

/// Prints entries per second and acknowledge latency in both modes, with a bounded number of
/// reserves waiting: `JournalBench [folder]`.
final class JournalBench {
  private static final int UNDER_WAY = 256;

  private JournalBench() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Path base = args.length > 0 ? Path.of(args[0]) : Files.createTempDirectory("journal-bench");
    System.out.printf(
        "bytes: reserve %d, ending %d%n",
        EntryCodec.size(reserved(1_000)), EntryCodec.size(settled(1_000)));
    for (JournalConfig.Mode mode : JournalConfig.Mode.values()) {
      int calls = mode == JournalConfig.Mode.PROCESS ? 500_000 : 60_000;
      run(mode, base.resolve("warm-" + mode), calls / 3, UNDER_WAY);
      System.out.println(run(mode, base.resolve("full-" + mode), calls, UNDER_WAY));
      System.out.println(run(mode, base.resolve("single-" + mode), 2_000, 1));
    }
  }

  private static String run(JournalConfig.Mode mode, Path folder, int calls, int underWay)
      throws InterruptedException {
    JournalConfig standard = JournalConfig.DEFAULT;
    JournalConfig config =
        new JournalConfig(
            mode,
            standard.segmentBytes(),
            standard.inboxEntries(),
            standard.endingBytes(),
            standard.syncEvery(),
            standard.retryEvery(),
            false);
    Histogram micros = new Histogram(3);
    Semaphore slots = new Semaphore(underWay);
    try (Journal journal = TestJournals.open(FileDisk.own(folder), config)) {
      journal.start(() -> {});
      long began = System.nanoTime();
      for (int i = 0; i < calls; i++) {
        slots.acquire();
        append(journal, reserved(i), new Measured(System.nanoTime(), micros, slots));
        journal.appendEnding(settled(i), Acknowledgement.NONE);
      }
      slots.acquire(underWay);
      double seconds = (System.nanoTime() - began) / 1e9;
      return "%s, %d under way: %,.0f entries/s, reserve acknowledged p50 %d us, p99 %d us, max %d us"
          .formatted(
              mode,
              underWay,
              2 * calls / seconds,
              micros.getValueAtPercentile(50),
              micros.getValueAtPercentile(99),
              micros.getMaxValue());
    }
  }

  private static void append(Journal journal, Entry entry, Acknowledgement told) {
    while (!journal.append(entry, told).accepted()) {
      Thread.onSpinWait();
    }
  }

  private static Entry.Reserved reserved(int i) {
    CallFacts facts =
        new CallFacts(
            new Principal(
                "key_bench",
                Tags.of(
                    Map.of(
                        "use_case", "support-answers",
                        "department", "service",
                        "role", "agent",
                        "environment", "production",
                        "user", "u" + i % 1000)),
                false),
            "openai.chat",
            "gpt-4o-mini",
            true,
            "primary",
            Optional.empty(),
            4096);
    Hold money = new Hold(new BalanceKey("team-budget", "", 1_700_000_000L), Measure.MONEY, 12_345);
    Hold user =
        new Hold(new BalanceKey("user-limit", "u" + i % 1000, 1_700_000_000L), Measure.TOKENS, 99);
    return new Entry.Reserved(
        new CallId(i, i),
        1,
        Instant.ofEpochSecond(1_700_000_000L + i),
        facts,
        "openai",
        "gpt-4o-mini",
        Money.ofPicos(12_345),
        99,
        List.of(money, user),
        List.of(),
        "book-0123456789abcdef",
        "rules-0123456789abcdef",
        Course.first("openai.chat"));
  }

  private static Entry.Settled settled(int i) {
    Money amount = Money.ofPicos(150_000L * 1200);
    return new Entry.Settled(
        new CallId(i, i),
        1,
        Instant.ofEpochSecond(1_700_000_000L + i),
        Usage.of(1200, 300, Provenance.REPORTED),
        new Charge(
            amount,
            List.of(new Charge.Line(Meter.INPUT, 1200, Money.ofPicos(150_000), amount)),
            List.of(),
            "book-0123456789abcdef"),
        "gpt-4o-mini-2024-07-18",
        "default",
        "chatcmpl-0123456789abcdefghij",
        "",
        "",
        200,
        Ending.COMPLETE,
        new Timing(300_000, 310_000, 310_000, 20_000, 60_000, 6_000_000, 300));
  }

  private record Measured(long began, Histogram micros, Semaphore slots)
      implements Acknowledgement {
    @Override
    public Executor executor() {
      return Runnable::run;
    }

    @Override
    public void durable(long position) {
      micros.recordValue((System.nanoTime() - began) / 1000);
      slots.release();
    }

    @Override
    public void failed(String reason) {
      throw new IllegalStateException(reason);
    }
  }
}
