package dev.weir.flow.entry;

import dev.weir.base.money.Money;
import dev.weir.base.money.Total;
import dev.weir.flow.catalogue.Meter;
import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.dialect.Usage;
import dev.weir.flow.identity.Principal;
import dev.weir.flow.identity.Tags;
import dev.weir.flow.policy.Hold;
import dev.weir.flow.price.Charge;
import dev.weir.flow.rule.BalanceKey;
import dev.weir.flow.rule.Condition;
import dev.weir.flow.rule.Measure;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Entries of every kind from a seed, with the texts and numbers that break codecs.
public final class RandomEntries {
  private final RandomGenerator random;

  public RandomEntries(RandomGenerator random) {
    this.random = random;
  }

  public Entry next() {
    return of(random.nextInt(KINDS));
  }

  static final int KINDS = 21;

  public Entry of(int kind) {
    return switch (kind) {
      case 0 -> reserved();
      case 1 -> new Entry.Refused(call(), instant(), facts(), text(), text(), text(), text());
      case 2 -> settled();
      case 3 ->
          new Entry.Released(
              call(), small(), instant(), small(), constant(Ending.values()), text(), timing());
      case 4 -> new Entry.Expired(call(), small(), instant());
      case 5 ->
          new Entry.Corrected(
              call(), small(), instant(), usage(), charge(), holds(), text(), text(), text());
      case 6 -> new Entry.Overrun(call(), small(), instant(), money(), money());
      case 7 -> new Entry.Alerted(balance(), instant(), small(), total(), total());
      case 8 ->
          new Entry.Armed(text(), instant(), constant(Measure.values()), list(this::standing));
      case 9 -> new Entry.BookOpened(text(), text(), instant(), text(), text().repeat(20));
      case 10 -> new Entry.Joined(call(), small(), instant(), holds());
      case 11 -> new Entry.Drifted(instant(), text(), text(), text(), text(), call());
      case 12 -> recorded();
      case 13 -> new Entry.Voided(call(), instant(), text(), text());
      case 14 ->
          new Entry.Rerated(
              text(),
              instant(),
              instant(),
              instant(),
              small(),
              text(),
              Map.of(text() + "a", text(), text() + "b", text()),
              small(),
              total(),
              total(),
              holds(),
              text(),
              text());
      case 15 ->
          new Entry.PeriodClosed(
              YearMonth.of(2000 + random.nextInt(100), 1 + random.nextInt(12)),
              instant(),
              small(),
              constant(Entry.PeriodStage.values()),
              list(this::figure),
              text(),
              text());
      case 16 ->
          new Entry.FellDue(
              call(),
              instant(),
              instant(),
              instant(),
              facts(),
              text(),
              text(),
              text(),
              text(),
              random.nextLong(),
              money(),
              text());
      case 17 ->
          new Entry.Bypassed(
              instant(),
              text(),
              text(),
              LocalDate.ofEpochDay(random.nextInt(40_000)),
              small(),
              small());
      case 18 ->
          new Entry.Retagged(
              text(),
              instant(),
              instant(),
              instant(),
              small(),
              List.of(
                  Condition.in(text() + "a", text() + "x", text() + "y"),
                  Condition.present(text() + "b"),
                  Condition.absent(text() + "c")),
              Map.of(text() + "a", text(), text() + "b", ""),
              small(),
              total(),
              holds(),
              text(),
              text());
      case 19 -> new Entry.ScopeGrew(instant(), text(), text(), text(), text(), small());
      default ->
          new Entry.Snapshot(
              instant(),
              list(this::standing),
              list(this::reserved),
              list(this::text),
              random.nextBoolean());
    };
  }

  private Entry.PeriodFigure figure() {
    Optional<Total> billed = random.nextBoolean() ? Optional.of(total()) : Optional.empty();
    return new Entry.PeriodFigure(text(), total(), total(), total(), billed);
  }

  private Entry.Standing standing() {
    return new Entry.Standing(balance(), constant(Measure.values()), total(), small());
  }

  private List<Hold> holds() {
    return list(() -> new Hold(balance(), constant(Measure.values()), number()));
  }

  private Entry.Recorded recorded() {
    return new Entry.Recorded(
        call(),
        instant(),
        instant(),
        instant(),
        facts(),
        text(),
        text(),
        small(),
        usage(),
        charge(),
        new Entry.Told(text(), text(), text(), text(), text(), text()),
        new Entry.RecordName(text(), text(), text(), text()));
  }

  public Entry.Reserved reserved() {
    return new Entry.Reserved(
        call(),
        small(),
        instant(),
        facts(),
        text(),
        text(),
        money(),
        number(),
        holds(),
        list(this::text),
        text(),
        text(),
        course());
  }

  private Course course() {
    return random.nextInt(4) == 0
        ? Course.NONE
        : new Course(
            text(),
            text(),
            text(),
            text(),
            list(() -> new Course.Used(text(), small(), random.nextInt(100_000))),
            text(),
            text());
  }

  Entry.Settled settled() {
    return new Entry.Settled(
        call(),
        small(),
        instant(),
        usage(),
        charge(),
        text(),
        text(),
        text(),
        text(),
        text(),
        small(),
        constant(Ending.values()),
        timing());
  }

  private CallId call() {
    return new CallId(random.nextLong(), random.nextLong());
  }

  private Instant instant() {
    return Instant.ofEpochSecond(
        random.nextLong(-1000, 4_000_000_000L), random.nextInt(1_000_000_000));
  }

  private CallFacts facts() {
    Map<String, String> tags = new TreeMap<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      tags.put("t" + text(), "v" + text());
    }
    return new CallFacts(
        new Principal(text(), Tags.of(tags), random.nextBoolean()),
        text(),
        text(),
        random.nextBoolean(),
        text(),
        random.nextBoolean() ? Optional.of(call()) : Optional.empty(),
        small());
  }

  private Usage usage() {
    long read = random.nextInt(1000);
    long short5 = random.nextInt(1000);
    long hour = random.nextInt(1000);
    long reasoning = random.nextInt(1000);
    Map<String, Long> beyond = new TreeMap<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      beyond.put(text(), number());
    }
    return new Usage(
        read + short5 + hour + random.nextInt(1_000_000),
        read,
        short5,
        hour,
        reasoning + random.nextInt(1_000_000),
        reasoning,
        beyond,
        constant(Provenance.values()));
  }

  private Charge charge() {
    List<Charge.Line> lines =
        list(() ->
            new Charge.Line(
                constant(Meter.values()),
                number(),
                money(),
                Money.ofPicos(random.nextLong(1L << 40))));
    Money sum = lines.stream().map(Charge.Line::amount).reduce(Money.ZERO, Money::plus);
    return new Charge(sum, lines, list(this::text), text());
  }

  private Timing timing() {
    return random.nextInt(4) == 0
        ? Timing.NONE
        : new Timing(
            number(), number(), number(), number(), number(), number(), small(), number(), number(),
            number());
  }

  private BalanceKey balance() {
    return new BalanceKey(text(), text(), number());
  }

  private Total total() {
    return new Total(number(), random.nextLong(1_000_000_000_000L));
  }

  private Money money() {
    return Money.ofPicos(number());
  }

  private int small() {
    return random.nextInt(3) == 0 ? random.nextInt(Integer.MAX_VALUE) : random.nextInt(300);
  }

  private long number() {
    return switch (random.nextInt(5)) {
      case 0 -> 0;
      case 1 -> random.nextLong();
      case 2 -> random.nextBoolean() ? Long.MAX_VALUE : Long.MIN_VALUE;
      default -> random.nextLong(-100, 100_000);
    };
  }

  private String text() {
    return switch (random.nextInt(6)) {
      case 0 -> "";
      case 1 -> "use_case";
      case 2 -> "grüße 数 😀 " + random.nextInt(10);
      case 3 -> "\u0000\n\"\\";
      default -> "text-" + Long.toString(random.nextLong(), 36);
    };
  }

  private <T> T constant(T[] values) {
    return values[random.nextInt(values.length)];
  }

  private <T> List<T> list(Supplier<T> item) {
    List<T> items = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      items.add(item.get());
    }
    return items;
  }
}
