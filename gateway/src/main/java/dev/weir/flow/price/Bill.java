package dev.weir.flow.price;

import dev.weir.base.money.Money;
import dev.weir.flow.catalogue.Allotment;
import dev.weir.flow.catalogue.Meter;
import dev.weir.flow.catalogue.Meter.Kind;
import dev.weir.flow.catalogue.Meter.Modality;
import dev.weir.flow.catalogue.ServiceTier;
import dev.weir.flow.catalogue.Unsupported;
import dev.weir.flow.dialect.Partition;
import dev.weir.flow.dialect.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One charge being added up; used once, by one thread.
///
/// A service tier, or a meter at a tier, that the book has no price for is charged the dearest
/// price of the other tiers and named as unpriced. For a graduated context tier the tokens past the
/// threshold are the last of the prompt, in the order providers require: cache reads, one-hour
/// writes, five-minute writes, plain input, and of each text first.
final class Bill {
  /// Tier and quantity names come from the wire; a charge keeps no more of them than this.
  private static final int NAME_LENGTH_MAX = 64;

  private static final Kind[] PROMPT = {
    Kind.CACHE_READ, Kind.CACHE_WRITE_1H, Kind.CACHE_WRITE_5M, Kind.INPUT
  };
  private static final Modality[] MODALITIES = Modality.values();
  private static final Modality[] BESIDE_TEXT = {Modality.AUDIO, Modality.IMAGE, Modality.VIDEO};

  private final Tariff tariff;
  private final Usage usage;
  private final String serviceTier;
  private final String scope;
  private final Map<ServiceTier, Rates> rates;

  /// Of the tier it was served at.
  private final @Nullable Rates own;

  /// What it is charged at: what spilled over as standard, where it has no price of its own.
  private final @Nullable Rates served;

  private final List<Charge.Line> lines = new ArrayList<>(5);
  private final List<String> unpriced = new ArrayList<>(0);

  /// Whether the input reaches a context tier of what was charged.
  private boolean tiered;

  /// Whether not each unit of what was charged is billed.
  private boolean allotted;

  Bill(Tariff tariff, Usage usage, String serviceTier) {
    this.tariff = tariff;
    this.usage = usage;
    this.serviceTier = serviceTier;
    this.scope = usage.beyond().isEmpty() ? "" : tariff.scopes().served(usage.beyond());
    this.rates = tariff.scopes().of(scope);
    this.own = ServiceTier.served(serviceTier).map(rates::get).orElse(null);
    this.served =
        own == null && serviceTier.equals(ServiceTier.SPILLED)
            ? rates.get(ServiceTier.STANDARD)
            : own;
  }

  Charge charge() {
    Charge charge = charge(tariff.meters().contains(Meter.REQUEST));
    return tariff.meters().contains(Meter.MINIMUM_CHARGE) ? atLeastTheMinimum(charge) : charge;
  }

  /// Of a usage that is the sum of several requests.
  Charge chargeOfSeveral() {
    Charge charge = charge(false);
    List<String> unknown = new ArrayList<>(charge.unpriced());
    if (tiered) {
      unknown.add("context_tier");
    }
    if (allotted) {
      unknown.add("units_of_each");
    }
    for (Meter each : List.of(Meter.REQUEST, Meter.MINIMUM_CHARGE)) {
      if (tariff.meters().contains(each)) {
        unknown.add(each.label());
      }
    }
    return unknown.size() == charge.unpriced().size()
        ? charge
        : new Charge(charge.total(), charge.lines(), unknown, charge.book());
  }

  private Charge charge(boolean oneRequest) {
    if (own == null) {
      unpriced.add("service_tier:" + shortened(serviceTier));
    }
    if (usage.beyond().isEmpty()) {
      addText();
    } else {
      addModalities(Partition.of(usage));
      addUnits();
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

  private void addText() {
    long from = 0;
    add(Meter.CACHE_READ, from, usage.cacheRead());
    from += usage.cacheRead();
    add(Meter.CACHE_WRITE_1H, from, usage.cacheWrite1h());
    from += usage.cacheWrite1h();
    add(Meter.CACHE_WRITE_5M, from, usage.cacheWrite5m());
    from += usage.cacheWrite5m();
    add(Meter.INPUT, from, usage.plainInput());
    if (tariff.reasoningApart()) {
      add(Meter.REASONING, 0, usage.reasoning());
      add(Meter.OUTPUT, 0, usage.plainOutput());
    } else {
      add(Meter.OUTPUT, 0, usage.output());
    }
  }

  private void addModalities(Partition parts) {
    parts.contradiction().ifPresent(figures -> unpriced.add("usage:" + shortened(figures)));
    long from = 0;
    for (Kind kind : PROMPT) {
      for (Modality modality : MODALITIES) {
        long quantity = inputOf(parts, modality, kind);
        add(Meter.of(modality, kind), from, quantity);
        from += quantity;
      }
    }
    for (Modality modality : BESIDE_TEXT) {
      add(Meter.of(modality, Kind.OUTPUT), 0, parts.of(Meter.of(modality, Kind.OUTPUT)));
    }
    long reasoning = parts.of(Meter.REASONING);
    if (tariff.reasoningApart()) {
      add(Meter.REASONING, 0, reasoning);
      reasoning = 0;
    }
    add(Meter.OUTPUT, 0, parts.of(Meter.OUTPUT) + reasoning);
    for (Meter meter : parts.uncertain()) {
      if (tariff.pricesInputOf(meter.modality())) {
        name(meter.label());
      }
    }
  }

  /// Tokens of a modality that the model does not bill apart are text's.
  private long inputOf(Partition parts, Modality modality, Kind kind) {
    if (modality != Modality.TEXT) {
      return isApart(modality) ? parts.of(Meter.of(modality, kind)) : 0;
    }
    long quantity = parts.of(Meter.of(modality, kind));
    for (Modality other : BESIDE_TEXT) {
      quantity += isApart(other) ? 0 : parts.of(Meter.of(other, kind));
    }
    return quantity;
  }

  /// Recordings are billed apart by nearly every provider, pictures and video by few: only where
  /// the book says so.
  private boolean isApart(Modality modality) {
    return modality == Modality.AUDIO || tariff.pricesInputOf(modality);
  }

  private void addUnits() {
    for (Meter meter : tariff.meters()) {
      if (meter.isCounted()) {
        add(meter, 0, usage.beyond().getOrDefault(meter.label(), 0L));
      }
    }
  }

  private void addUnpriced() {
    for (Unsupported price : tariff.unsupported()) {
      if (price.everyCharge() && !isCounted(price)) {
        name(price.name());
      }
    }
    usage.beyond().entrySet().stream()
        .filter(quantity -> quantity.getValue() != 0 && !isCharged(quantity.getKey()))
        .map(quantity -> shortened(quantity.getKey()))
        .sorted()
        .forEach(this::name);
  }

  private boolean isCounted(Unsupported price) {
    return usage.beyond().containsKey(price.name())
        && Meter.named(price.name()).filter(this::isPriced).isPresent();
  }

  private boolean isPriced(Meter meter) {
    return tariff.meters().contains(meter);
  }

  /// Whether a quantity that the wire names is in the lines, or decided their prices.
  private boolean isCharged(String name) {
    return name.equals(scope)
        || Meter.named(name)
            .filter(meter -> meter.isUnit() ? meter.isCounted() && isPriced(meter) : true)
            .isPresent();
  }

  private void name(String unknown) {
    if (!unpriced.contains(unknown)) {
      unpriced.add(unknown);
    }
  }

  private void add(Meter meter, long from, long quantity) {
    if (quantity <= 0) {
      return;
    }
    @Nullable Ladder ladder = served == null ? null : served.ladder(meter);
    boolean known = ladder != null;
    if (ladder == null) {
      ladder = dearestOfAnyTier(meter, from, quantity);
    }
    if (ladder == null) {
      name(meter.label());
      return;
    }
    if (served != null && !known) {
      name(meter.label() + "@" + shortened(serviceTier));
    }
    addLine(meter, ladder, from, quantity);
  }

  private void addLine(Meter meter, Ladder ladder, long from, long quantity) {
    tiered |= ladder.outgrows(usage.input());
    Ladder.Step step = ladder.at(usage.input());
    allotted |= !step.allotment().equals(Allotment.NONE);
    if (step.floor()) {
      name(meter.label());
    }
    Money amount = Money.ofPicos(ladder.picos(from, quantity, usage.input()));
    lines.add(new Charge.Line(meter, quantity, step.unit(), amount, step.list(), step.pricedAs()));
  }

  /// The least that is billed for an answer, as a line of what is missing to it.
  private Charge atLeastTheMinimum(Charge charge) {
    @Nullable Ladder ladder =
        served == null
            ? dearestOfAnyTier(Meter.MINIMUM_CHARGE, 0, 1)
            : served.ladder(Meter.MINIMUM_CHARGE);
    if (ladder == null) {
      return charge;
    }
    long missing = ladder.picos(0, 1, usage.input()) - charge.total().picos();
    if (missing <= 0) {
      return charge;
    }
    Money rest = Money.ofPicos(missing);
    lines.add(new Charge.Line(Meter.MINIMUM_CHARGE, 1, rest, rest));
    return new Charge(charge.total().plus(rest), lines, charge.unpriced(), charge.book());
  }

  /// The price that a line of this charge was made with.
  Optional<PricedCell> cellOf(Charge.Line line) {
    @Nullable Ladder ladder = served == null ? null : served.ladder(line.meter());
    if (ladder == null) {
      ladder = dearestOfAnyTier(line.meter(), 0, Math.max(1, line.quantity()));
    }
    return ladder == null ? Optional.empty() : Optional.of(ladder.at(usage.input()).cell());
  }

  private @Nullable Ladder dearestOfAnyTier(Meter meter, long from, long quantity) {
    @Nullable Ladder dearest = null;
    long most = -1;
    for (Rates each : rates.values()) {
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
