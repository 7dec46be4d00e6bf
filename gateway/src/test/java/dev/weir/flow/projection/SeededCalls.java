package dev.weir.flow.projection;

import dev.weir.base.money.Money;
import dev.weir.base.money.Total;
import dev.weir.flow.catalogue.Meter;
import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.dialect.Usage;
import dev.weir.flow.entry.CallFacts;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.entry.Course;
import dev.weir.flow.entry.Ending;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.entry.Timing;
import dev.weir.flow.identity.Principal;
import dev.weir.flow.identity.Tags;
import dev.weir.flow.journal.JournalReader.Located;
import dev.weir.flow.policy.Hold;
import dev.weir.flow.price.Charge;
import dev.weir.flow.rule.BalanceKey;
import dev.weir.flow.rule.Measure;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoField;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// A journal's worth of calls from a seed: concurrent, retried, refused, released, expired and
/// corrected more than once.
public final class SeededCalls {
  public static final Instant START = Instant.parse("2026-10-24T20:00:00Z");

  private static final List<Provenance> PROVENANCES =
      List.of(Provenance.REPORTED, Provenance.COUNTED, Provenance.ESTIMATED);

  private final RandomGenerator random;
  private final List<Entry.Reserved> open = new ArrayList<>();
  private final List<Entry.Ended> ended = new ArrayList<>();
  private final Deque<Entry.Reserved> failed = new ArrayDeque<>();
  private Instant now = START;

  public SeededCalls(long seed) {
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  public List<Entry> entries(int count) {
    List<Entry> entries = new ArrayList<>(count);
    while (entries.size() < count) {
      now = now.plus(Duration.ofNanos(random.nextLong(20_000_000L) * 1_000));
      entries.add(next());
    }
    return entries;
  }

  /// The entries as a journal would hold them, with gaps between their positions.
  public static List<Located> located(List<Entry> entries) {
    List<Located> located = new ArrayList<>(entries.size());
    for (int i = 0; i < entries.size(); i++) {
      located.add(new Located(32 + i * 100L, 132 + i * 100L, entries.get(i)));
    }
    return located;
  }

  private Entry next() {
    int dice = random.nextInt(100);
    if (dice < 45 || open.isEmpty()) {
      return dice % 10 == 0 ? refused() : reserved(CallId.create(named(), random), 1, facts());
    }
    if (dice < 90) {
      return end(open.remove(random.nextInt(open.size())));
    }
    if (dice < 95 && !ended.isEmpty()) {
      return corrected(ended.get(random.nextInt(ended.size())));
    }
    return switch (dice) {
      case 95 -> new Entry.BookOpened("prices", "p" + random.nextInt(99), now, "ann", "{}");
      case 96 -> new Entry.Alerted(balance(), now, 700, Total.of(7), Total.of(10));
      case 97 ->
          switch (random.nextInt(4)) {
            case 0 -> new Entry.Armed("b-1#1", now, Measure.MONEY, List.of());
            case 1 ->
                new Entry.Bypassed(now, "simulator", "key_1", LocalDate.of(2026, 10, 31), 3, 90);
            case 2 -> new Entry.ScopeGrew(now, "claims", "agent", "key_1", "night run", 7);
            default ->
                new Entry.Drifted(
                    now, "simulator", "gpt-4o", "gpt-4o-1", "gpt-4o-2", open.getFirst().call());
          };
      case 98 -> new Entry.Snapshot(now, List.of(), open, List.of(), true);
      default -> {
        Entry.Reserved any = open.getFirst();
        yield new Entry.Overrun(any.call(), any.attempt(), now, any.amount(), money(1_000));
      }
    };
  }

  private Entry end(Entry.Reserved reserved) {
    int dice = random.nextInt(20);
    Entry.Ended entry =
        switch (dice) {
          case 0 -> new Entry.Expired(reserved.call(), reserved.attempt(), now);
          case 1, 2, 3 ->
              new Entry.Released(
                  reserved.call(),
                  reserved.attempt(),
                  now,
                  503,
                  Ending.PROVIDER_ERROR,
                  "not billed",
                  Timing.NONE);
          default -> settled(reserved);
        };
    ended.add(entry);
    if (dice == 1 || dice == 4) {
      failed.addLast(reserved);
    }
    return entry;
  }

  private Entry.Settled settled(Entry.Reserved reserved) {
    Usage usage = usage();
    return new Entry.Settled(
        reserved.call(),
        reserved.attempt(),
        now,
        usage,
        charge(usage),
        reserved.model() + "-2026",
        "default",
        "resp_" + random.nextInt(1_000_000),
        "fp_" + reserved.attempt(),
        "eu",
        200,
        Ending.COMPLETE,
        new Timing(10, 20 + random.nextInt(900_000), 30, 4, 5, 1_000_000, 12, 6, 7, 8));
  }

  private Entry reserved(CallId call, int attempt, CallFacts facts) {
    if (!failed.isEmpty() && random.nextBoolean()) {
      Entry.Reserved before = failed.removeFirst();
      return open(before.call(), before.attempt() + 1, before.facts());
    }
    return open(call, attempt, facts);
  }

  private Entry open(CallId call, int attempt, CallFacts facts) {
    Entry.Reserved reserved =
        new Entry.Reserved(
            call,
            attempt,
            now,
            facts,
            pick("simulator", "other"),
            pick("gpt-4o", "gpt-4o-mini", "claude"),
            money(1_000_000_000_000L),
            random.nextInt(10_000),
            List.of(new Hold(balance(), Measure.MONEY, 5)),
            random.nextBoolean() ? List.of("max_tokens=512") : List.of(),
            "p1",
            "r1",
            course(attempt));
    open.add(reserved);
    return reserved;
  }

  private static Course course(int attempt) {
    return attempt == 1
        ? Course.first("openai.chat")
        : new Course(
            "retry",
            "openai.chat",
            "a/" + attempt,
            "n1",
            List.of(new Course.Used("tone", 2, 31), new Course.Used("policy", 5, 120)),
            "temperature=0.2",
            "slot-b");
  }

  /// A call is named when it comes in, and accepted up to three seconds later.
  private Instant named() {
    return now.minusMillis(now.get(ChronoField.MICRO_OF_SECOND) % 3_000);
  }

  private Entry refused() {
    return new Entry.Refused(
        CallId.create(named(), random), now, facts(), "budget_spent", "b-1", "spent", "r1");
  }

  private Entry corrected(Entry.Ended before) {
    Usage usage = usage();
    return new Entry.Corrected(
        before.call(),
        before.attempt(),
        now,
        usage,
        charge(usage),
        List.of(),
        "invoice",
        "ann",
        "late figure");
  }

  private CallFacts facts() {
    Map<String, String> tags = new HashMap<>();
    tags.put("key", "key_" + random.nextInt(5));
    if (random.nextInt(10) > 0) {
      tags.put("use_case", pick("claims", "search", "support"));
    }
    tags.put("user", "u" + random.nextInt(50));
    tags.put("team", pick("red", "blue"));
    if (random.nextBoolean()) {
      tags.put("feature", pick("a,b", "say \"hi\"", "ünïcode"));
    }
    return new CallFacts(
        new Principal(tags.get("key"), Tags.of(tags), random.nextInt(20) == 0),
        "openai.chat",
        pick("gpt-4o", "fast"),
        random.nextBoolean(),
        pick("primary", "primary", "guardrail", "judge", "summary"),
        Optional.empty(),
        random.nextInt(5_000));
  }

  private Usage usage() {
    int read = random.nextInt(500);
    int write5m = random.nextInt(100);
    int write1h = random.nextInt(100);
    int reasoning = random.nextInt(200);
    return new Usage(
        read + write5m + write1h + random.nextInt(4_000),
        read,
        write5m,
        write1h,
        reasoning + random.nextInt(2_000),
        reasoning,
        random.nextInt(9) == 0 ? Map.of("audio_input", 3L) : Map.of(),
        PROVENANCES.get(random.nextInt(3)));
  }

  private Charge charge(Usage usage) {
    List<Charge.Line> lines = new ArrayList<>();
    addLine(lines, Meter.INPUT, usage.plainInput());
    addLine(lines, Meter.CACHE_READ, usage.cacheRead());
    addLine(lines, Meter.CACHE_WRITE_5M, usage.cacheWrite5m());
    addLine(lines, Meter.CACHE_WRITE_1H, usage.cacheWrite1h());
    addLine(lines, Meter.OUTPUT, usage.plainOutput());
    addLine(lines, Meter.REASONING, usage.reasoning());
    Money total = lines.stream().map(Charge.Line::amount).reduce(Money.ZERO, Money::plus);
    List<String> unpriced = List.copyOf(usage.beyond().keySet());
    return new Charge(total, lines, unpriced, "p" + random.nextInt(3));
  }

  private void addLine(List<Charge.Line> lines, Meter meter, long quantity) {
    Money price = money(20_000_000L);
    lines.add(new Charge.Line(meter, quantity, price, price.times(quantity)));
  }

  private BalanceKey balance() {
    return new BalanceKey("b-" + random.nextInt(3), "u1", START.getEpochSecond());
  }

  private Money money(long picosMax) {
    return Money.ofPicos(random.nextLong(picosMax));
  }

  private String pick(String... values) {
    return values[random.nextInt(values.length)];
  }
}
