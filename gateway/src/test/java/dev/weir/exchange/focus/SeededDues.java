package dev.weir.exchange.focus;

import dev.weir.base.money.Money;
import dev.weir.flow.agreement.DueKind;
import dev.weir.flow.entry.CallFacts;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.identity.Principal;
import dev.weir.flow.identity.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// What agreements of every kind came to in a [SeededMonth].
public final class SeededDues {
  private static final List<DueKind> NEGATIVE =
      List.of(DueKind.QUOTA_CREDIT, DueKind.VOLUME_DISCOUNT, DueKind.CREDIT_DRAWN);

  private SeededDues() {}

  /// A few of each kind, of which two may be of the same day.
  public static List<Entry> entries(long seed, int each) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    List<Entry> entries = new ArrayList<>();
    Money credits = Money.ZERO;
    for (DueKind kind : DueKind.values()) {
      if (kind == DueKind.CREDIT_PURCHASE || kind == DueKind.CREDIT_PREPAID) {
        continue;
      }
      for (int i = 0; i < each; i++) {
        Instant from = SeededMonth.START.plus(Duration.ofDays(random.nextInt(30)));
        long picos = 1 + random.nextLong(90_000_000_000_000L);
        boolean negative =
            NEGATIVE.contains(kind) || (kind == DueKind.CAPACITY_USED && random.nextInt(3) == 0);
        Money amount = Money.ofPicos(negative ? -picos : picos);
        entries.add(due(kind, from, amount, random));
        if (kind == DueKind.CREDIT_AMORTISED || kind == DueKind.CREDIT_EXPIRED) {
          credits = credits.plus(amount);
        }
      }
    }
    // What credits cost is what they cost when they are used, or are lost.
    entries.add(due(DueKind.CREDIT_PURCHASE, SeededMonth.START, credits, random));
    entries.add(due(DueKind.CREDIT_PREPAID, SeededMonth.START, Money.ZERO.minus(credits), random));
    return List.copyOf(entries);
  }

  private static Entry due(DueKind kind, Instant from, Money amount, RandomGenerator random) {
    Tags tags = Tags.of(random.nextBoolean() ? Map.of("use_case", "claims") : Map.of());
    return new Entry.FellDue(
        CallId.create(from, random),
        SeededMonth.END,
        from,
        from.plus(Duration.ofDays(1)),
        new CallFacts(
            new Principal("", tags, false), "agreement", "", false, "primary", Optional.empty(), 0),
        "openai-eu",
        random.nextBoolean() ? "gpt-4o" : "",
        kind.name().startsWith("CREDIT") ? "prepaid" : "agreed",
        kind.code(),
        1 + random.nextInt(9),
        amount,
        "weir");
  }
}
