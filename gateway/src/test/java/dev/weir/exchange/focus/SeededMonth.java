package dev.weir.exchange.focus;

import dev.weir.base.money.Money;
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
import dev.weir.flow.price.Charge;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// A month of calls from a seed, and corrections of them that go on into the next: providers with a
/// contract and without, two price books, tiers, regions, keys, graduated prices, free models, what
/// has no price, attempts that nobody ended, corrections of corrections.
public final class SeededMonth {
  public static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
  public static final Instant END = Instant.parse("2026-12-01T00:00:00Z");

  private static final List<Provenance> PROVENANCES = List.of(Provenance.values());

  private final RandomGenerator random;
  private final List<Entry> entries = new ArrayList<>();
  private final List<Entry.Reserved> ended = new ArrayList<>();
  private Instant now = START;

  private SeededMonth(long seed) {
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  /// About three entries for each call.
  public static List<Entry> entries(long seed, int calls) {
    SeededMonth month = new SeededMonth(seed);
    long step = Duration.between(START, END).toMillis() / calls;
    for (int i = 0; i < calls; i++) {
      month.now = START.plusMillis(i * step + month.random.nextLong(step / 2));
      month.call();
    }
    month.now = END;
    for (int i = 0; i < calls / 10; i++) {
      month.now = month.now.plus(Duration.ofMinutes(month.random.nextInt(200)));
      month.correct();
    }
    return List.copyOf(month.entries);
  }

  private void call() {
    Entry.Reserved first = reserved(CallId.create(now, random), 1);
    end(first);
    if (random.nextInt(10) == 0) {
      end(reserved(first.call(), 2));
    }
    if (random.nextInt(8) == 0 && !ended.isEmpty()) {
      correct();
    }
  }

  private Entry.Reserved reserved(CallId call, int attempt) {
    String provider = pick("openai-eu", "claude", "bedrock-us", "own");
    Entry.Reserved reserved =
        new Entry.Reserved(
            call,
            attempt,
            now,
            facts(),
            provider,
            switch (provider) {
              case "openai-eu" -> pick("gpt-4o", "gpt-4o-mini");
              case "claude" -> "claude-sonnet-4-5";
              case "bedrock-us" -> "us.anthropic.claude-haiku-4-5";
              default -> pick("llama-70b", "free-model");
            },
            Money.ofPicos(random.nextLong(1_000_000_000_000L)),
            random.nextInt(10_000),
            List.of(),
            List.of(),
            book(),
            "r1",
            new Course(
                attempt == 1 ? "first" : "retry",
                "openai.chat",
                "",
                "",
                List.of(),
                "",
                provider.equals("claude") ? pick("a", "b") : ""));
    entries.add(reserved);
    return reserved;
  }

  private String book() {
    return now.isBefore(START.plus(Duration.ofDays(14))) ? "p1" : "p2";
  }

  private void end(Entry.Reserved of) {
    ended.add(of);
    now = now.plusMillis(random.nextInt(30_000));
    switch (random.nextInt(20)) {
      case 0 -> entries.add(new Entry.Expired(of.call(), of.attempt(), now));
      case 1 ->
          entries.add(
              new Entry.Released(
                  of.call(),
                  of.attempt(),
                  now,
                  503,
                  Ending.PROVIDER_ERROR,
                  "not billed",
                  Timing.NONE));
      default -> entries.add(settled(of));
    }
  }

  private Entry.Settled settled(Entry.Reserved of) {
    Usage usage = usage();
    return new Entry.Settled(
        of.call(),
        of.attempt(),
        now,
        usage,
        charge(of, usage),
        of.model().startsWith("gpt") ? of.model() + "-2024-08-06" : "",
        pick("", "default", "batch", "flex", "priority", "scale"),
        "resp_" + random.nextInt(1_000_000),
        "",
        of.provider().equals("bedrock-us") ? pick("us-east-1", "us-west-2") : "",
        200,
        Ending.COMPLETE,
        Timing.NONE);
  }

  private void correct() {
    Entry.Reserved of = ended.get(random.nextInt(ended.size()));
    Usage usage = usage();
    entries.add(
        new Entry.Corrected(
            of.call(),
            of.attempt(),
            now,
            usage,
            charge(of, usage),
            List.of(),
            pick("provider", "invoice"),
            "ann",
            "late figure"));
  }

  private CallFacts facts() {
    Map<String, String> tags = new HashMap<>();
    tags.put("key", "key_" + random.nextInt(3));
    if (random.nextInt(10) > 0) {
      tags.put("use_case", pick("claims", "search, fast", "say \"hi\""));
      tags.put("department", pick("sales", "ünïcode"));
    }
    tags.put("user", "u" + random.nextInt(50));
    tags.put("feature", pick("a", "b"));
    return new CallFacts(
        new Principal(tags.get("key"), Tags.of(tags), random.nextInt(20) == 0),
        "openai.chat",
        "fast",
        false,
        "primary",
        Optional.empty(),
        100);
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
        random.nextInt(15) == 0 ? Map.of("audio_input", 3L) : Map.of(),
        PROVENANCES.get(random.nextInt(PROVENANCES.size())));
  }

  private Charge charge(Entry.Reserved of, Usage usage) {
    List<Charge.Line> lines = new ArrayList<>();
    addLine(lines, of, Meter.INPUT, usage.plainInput());
    addLine(lines, of, Meter.CACHE_READ, usage.cacheRead());
    addLine(lines, of, Meter.CACHE_WRITE_5M, usage.cacheWrite5m());
    addLine(lines, of, Meter.CACHE_WRITE_1H, usage.cacheWrite1h());
    addLine(lines, of, Meter.OUTPUT, usage.plainOutput());
    addLine(lines, of, Meter.REASONING, usage.reasoning());
    if (of.provider().equals("own")) {
      addLine(lines, of, Meter.REQUEST, 1);
    }
    Money total = lines.stream().map(Charge.Line::amount).reduce(Money.ZERO, Money::plus);
    return new Charge(total, lines, List.copyOf(usage.beyond().keySet()), book());
  }

  private void addLine(List<Charge.Line> lines, Entry.Reserved of, Meter meter, long quantity) {
    if (quantity == 0) {
      return;
    }
    // Odd picodollars: a price that no float has.
    long list = of.model().equals("free-model") ? 0 : 1_234_567L * meter.label().length() + 1;
    long paid = of.provider().equals("claude") ? list - list / 7 : list;
    boolean graduated = of.model().equals("gpt-4o") && meter.isInput() && quantity > 1_000;
    long amount = graduated ? 1_000 * paid + (quantity - 1_000) * (paid / 2) : quantity * paid;
    lines.add(
        new Charge.Line(
            meter,
            quantity,
            Money.ofPicos(graduated ? paid / 2 : paid),
            Money.ofPicos(amount),
            Money.ofPicos(graduated ? list / 2 : list),
            meter));
  }

  private String pick(String... values) {
    return values[random.nextInt(values.length)];
  }
}
