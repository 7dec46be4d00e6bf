package dev.weir.flow.price;

import dev.weir.base.money.Money;
import dev.weir.flow.catalogue.Meter;
import dev.weir.flow.catalogue.ModelLimits;
import dev.weir.flow.catalogue.ServiceTier;
import dev.weir.flow.catalogue.Unsupported;
import dev.weir.flow.dialect.Usage;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One provider's prices for one model, in force at one instant: a pure function from usage to
/// money. Thread-safe.
public final class Tariff {
  private static final List<Meter> INPUT_SIDE =
      List.of(Meter.INPUT, Meter.CACHE_READ, Meter.CACHE_WRITE_5M, Meter.CACHE_WRITE_1H);
  private static final List<Meter> OUTPUT_SIDE = List.of(Meter.OUTPUT, Meter.REASONING);
  private static final List<Meter> REQUEST_SIDE = List.of(Meter.REQUEST);

  private final String model;
  private final ModelLimits limits;
  private final List<PricedCell> cells;
  private final List<Unsupported> unsupported;
  private final String book;
  private final Set<Meter> meters;
  private final boolean reasoningApart;
  private final OptionalLong window;
  private final Map<ServiceTier, Rates> rates = new EnumMap<>(ServiceTier.class);

  Tariff(
      String model,
      ModelLimits limits,
      List<PricedCell> cells,
      List<Unsupported> unsupported,
      String book) {
    this.model = model;
    this.limits = limits;
    this.cells = List.copyOf(cells);
    this.unsupported = List.copyOf(unsupported);
    this.book = book;
    var priced = EnumSet.noneOf(Meter.class);
    cells.forEach(cell -> priced.add(cell.meter()));
    this.meters = Collections.unmodifiableSet(priced);
    this.reasoningApart = meters.contains(Meter.REASONING);
    this.window = window(limits, cells);
    cells.stream()
        .collect(Collectors.groupingBy(PricedCell::tier))
        .forEach((tier, its) -> rates.put(tier, Rates.of(its, reasoningApart)));
  }

  /// A window that ends before a context tier begins is not the largest the model has.
  private static OptionalLong window(ModelLimits limits, List<PricedCell> cells) {
    boolean outgrown =
        limits.inputMax().isPresent()
            && cells.stream()
                .anyMatch(
                    cell -> cell.context().aboveInputTokens() >= limits.inputMax().getAsLong());
    return outgrown ? OptionalLong.empty() : limits.inputMax();
  }

  /// The tariff of a route that no provider bills.
  public static Tariff free(String book) {
    return new Tariff("", ModelLimits.UNSTATED, List.of(), List.of(), book);
  }

  /// The model as the book names it; the caller's name may be an alias or a dated id that matched
  /// it.
  public String model() {
    return model;
  }

  public ModelLimits limits() {
    return limits;
  }

  /// The most input tokens the model takes for one answer, as far as the book's own prices agree
  /// with it.
  public OptionalLong window() {
    return window;
  }

  /// True if output can be bounded: it has a price.
  public boolean pricesOutput() {
    return meters.contains(Meter.OUTPUT);
  }

  /// Every price in force, with contract, source and dates.
  public List<PricedCell> cells() {
    return cells;
  }

  /// Prices the source states that no meter can apply.
  public List<Unsupported> unsupported() {
    return unsupported;
  }

  /// Meters that have a price of their own at some service tier. A model without one for
  /// [Meter#OUTPUT] can be bounded only while it gives no output.
  public Set<Meter> meters() {
    return meters;
  }

  /// The charge for what was served.
  ///
  /// @param usage canonical usage
  /// @param serviceTier the tier the response says it was served at; empty when it says nothing,
  ///   which means standard
  public Charge charge(Usage usage, String serviceTier) {
    return bill(usage, serviceTier).charge();
  }

  /// The charge for the sum of what several requests were served. What a context tier, or a price
  /// for each request, makes of it cannot be known from the sum: then it is charged as one request
  /// of its size, and `context_tier` or `request` is named as unpriced.
  public Charge chargeOfSeveral(Usage usage, String serviceTier) {
    return bill(usage, serviceTier).chargeOfSeveral();
  }

  private Bill bill(Usage usage, String serviceTier) {
    @Nullable Rates served = ServiceTier.served(serviceTier).map(rates::get).orElse(null);
    return new Bill(this, usage, serviceTier, served);
  }

  /// Whether the book has prices of their own for what is served at a tier.
  public boolean prices(String serviceTier) {
    return ServiceTier.served(serviceTier).filter(rates::containsKey).isPresent();
  }

  /// The most that `input` input tokens and `output` output tokens can cost, at the dearest meter,
  /// the dearest context tier and the dearest service tier a request with `serviceTier` may be
  /// served at: never less than any [#charge] of a usage within those bounds that was served at
  /// such a tier. Money beyond the range of [Money] is cut to its largest value, more than any
  /// budget can hold.
  public Money bound(long input, long output, String serviceTier) {
    if (input < 0 || output < 0) {
      throw new IllegalArgumentException(
          "bound of negative tokens: input %d, output %d".formatted(input, output));
    }
    Set<ServiceTier> servable = ServiceTier.servable(serviceTier);
    if (servable.size() == ServiceTier.COUNT) {
      // Nothing is ruled out, not even a tier the book has never heard of.
      return Money.ofPicos(most(null, input, output));
    }
    long most = 0;
    for (ServiceTier tier : servable) {
      most = Math.max(most, most(rates.get(tier), input, output));
    }
    return Money.ofPicos(most);
  }

  private long most(@Nullable Rates served, long input, long output) {
    long inputSide = saturatedProduct(dearest(INPUT_SIDE, served, input), input);
    long outputSide = saturatedProduct(dearest(OUTPUT_SIDE, served, input), output);
    long request = dearest(REQUEST_SIDE, served, input);
    return saturatedSum(saturatedSum(inputSide, outputSide), request);
  }

  boolean reasoningApart() {
    return reasoningApart;
  }

  String book() {
    return book;
  }

  /// All service tiers that have prices.
  Collection<Rates> everyRates() {
    return rates.values();
  }

  private long dearest(List<Meter> meters, @Nullable Rates served, long inputMax) {
    long most = 0;
    for (Meter meter : meters) {
      @Nullable Ladder ladder = served == null ? null : served.ladder(meter);
      most = Math.max(most, ladder != null ? ladder.dearest(inputMax) : anyTier(meter, inputMax));
    }
    return most;
  }

  /// A tier or meter without a price is charged the dearest of the others, see [Bill].
  private long anyTier(Meter meter, long inputMax) {
    long most = 0;
    for (Rates each : rates.values()) {
      @Nullable Ladder ladder = each.ladder(meter);
      if (ladder != null) {
        most = Math.max(most, ladder.dearest(inputMax));
      }
    }
    return most;
  }

  private static long saturatedProduct(long picos, long quantity) {
    return Math.multiplyHigh(picos, quantity) != 0 || picos * quantity < 0
        ? Long.MAX_VALUE
        : picos * quantity;
  }

  private static long saturatedSum(long a, long b) {
    return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
  }
}
