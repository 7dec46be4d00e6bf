package dev.weir.flow.price;

import dev.weir.base.money.Money;
import dev.weir.flow.catalogue.Meter;
import dev.weir.flow.catalogue.Unsupported;
import dev.weir.flow.dialect.Usage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One charge being added up; used once, by one thread.
///
/// A service tier, or a meter at a tier, that the book has no price for is charged the dearest
/// price of the other tiers and named as unpriced. For a graduated context tier the tokens past the
/// threshold are the last of the prompt, in the order providers require: cache reads, one-hour
/// writes, five-minute writes, plain input.
final class Bill {
  /// Tier and quantity names come from the wire; a charge keeps no more of them than this.
  private static final int NAME_LENGTH_MAX = 64;

  private final Tariff tariff;
  private final Usage usage;
  private final String serviceTier;
  private final @Nullable Rates served;
  private final List<Charge.Line> lines = new ArrayList<>(5);
  private final List<String> unpriced = new ArrayList<>(0);

  /// Whether the input reaches a context tier of what was charged.
  private boolean tiered;

  Bill(Tariff tariff, Usage usage, String serviceTier, @Nullable Rates served) {
    this.tariff = tariff;
    this.usage = usage;
    this.serviceTier = serviceTier;
    this.served = served;
  }

  Charge charge() {
    return charge(tariff.meters().contains(Meter.REQUEST));
  }

  /// Of a usage that is the sum of several requests.
  Charge chargeOfSeveral() {
    Charge charge = charge(false);
    if (!tiered && !tariff.meters().contains(Meter.REQUEST)) {
      return charge;
    }
    List<String> unknown = new ArrayList<>(charge.unpriced());
    if (tiered) {
      unknown.add("context_tier");
    }
    if (tariff.meters().contains(Meter.REQUEST)) {
      unknown.add(Meter.REQUEST.label());
    }
    return new Charge(charge.total(), charge.lines(), unknown, charge.book());
  }

  private Charge charge(boolean oneRequest) {
    if (served == null) {
      unpriced.add("service_tier:" + shortened(serviceTier));
    }
    addInputSide();
    if (tariff.reasoningApart()) {
      add(Meter.REASONING, 0, usage.reasoning());
      add(Meter.OUTPUT, 0, usage.plainOutput());
    } else {
      add(Meter.OUTPUT, 0, usage.output());
    }
    if (oneRequest) {
      add(Meter.REQUEST, 0, 1);
    }
    addUnpriced();
    long total = 0;
    for (Charge.Line line : lines) {
      total = Math.addExact(total, line.amount().picos());
    }
    return new Charge(Money.ofPicos(total), lines, unpriced, tariff.book());
  }

  private void addInputSide() {
    long from = 0;
    add(Meter.CACHE_READ, from, usage.cacheRead());
    from += usage.cacheRead();
    add(Meter.CACHE_WRITE_1H, from, usage.cacheWrite1h());
    from += usage.cacheWrite1h();
    add(Meter.CACHE_WRITE_5M, from, usage.cacheWrite5m());
    from += usage.cacheWrite5m();
    add(Meter.INPUT, from, usage.plainInput());
  }

  private void addUnpriced() {
    for (Unsupported price : tariff.unsupported()) {
      if (price.everyCharge()) {
        unpriced.add(price.name());
      }
    }
    usage.beyond().entrySet().stream()
        .filter(quantity -> quantity.getValue() != 0)
        .map(quantity -> shortened(quantity.getKey()))
        .sorted()
        .forEach(unpriced::add);
  }

  private void add(Meter meter, long from, long quantity) {
    if (quantity == 0) {
      return;
    }
    @Nullable Ladder ladder = served == null ? null : served.ladder(meter);
    boolean known = ladder != null;
    if (ladder == null) {
      ladder = dearestOfAnyTier(meter, from, quantity);
    }
    if (ladder == null) {
      unpriced.add(meter.label());
      return;
    }
    if (served != null && !known) {
      unpriced.add(meter.label() + "@" + shortened(serviceTier));
    }
    addLine(meter, ladder, from, quantity);
  }

  private void addLine(Meter meter, Ladder ladder, long from, long quantity) {
    tiered |= ladder.outgrows(usage.input());
    Ladder.Step step = ladder.at(usage.input());
    if (step.floor()) {
      unpriced.add(meter.label());
    }
    Money amount = Money.ofPicos(ladder.picos(from, quantity, usage.input()));
    lines.add(new Charge.Line(meter, quantity, step.unit(), amount, step.list(), step.pricedAs()));
  }

  private @Nullable Ladder dearestOfAnyTier(Meter meter, long from, long quantity) {
    @Nullable Ladder dearest = null;
    long most = -1;
    for (Rates each : tariff.everyRates()) {
      @Nullable Ladder ladder = each.ladder(meter);
      if (ladder != null && ladder.picos(from, quantity, usage.input()) > most) {
        most = ladder.picos(from, quantity, usage.input());
        dearest = ladder;
      }
    }
    return dearest;
  }

  private static String shortened(String name) {
    return name.length() <= NAME_LENGTH_MAX ? name : name.substring(0, NAME_LENGTH_MAX);
  }
}
