package dev.weir.flow.price;

import dev.weir.base.money.Money;
import dev.weir.flow.catalogue.Meter;
import dev.weir.flow.catalogue.Meter.Modality;
import dev.weir.flow.catalogue.ModelLimits;
import dev.weir.flow.catalogue.ServiceTier;
import dev.weir.flow.catalogue.Unsupported;
import dev.weir.flow.catalogue.Uplift;
import dev.weir.flow.dialect.Usage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One provider's prices for one model, in force at one instant: a pure function from usage to
/// money. Thread-safe.
public final class Tariff {
  private static final List<Meter> UNASKED =
      List.of(Meter.SEARCH, Meter.CITATION, Meter.REASONING_BESIDE);
  private static final List<Meter> REQUEST_SIDE = List.of(Meter.REQUEST);
  private static final List<Meter> MINIMUM_SIDE = List.of(Meter.MINIMUM_CHARGE);

  private final String model;
  private final ModelLimits limits;
  private final List<PricedCell> cells;
  private final List<Unsupported> unsupported;
  private final String book;
  private final Set<Meter> meters;
  private final boolean reasoningApart;
  private final boolean pricesCalls;
  private final Optional<String> unaskedUnit;
  private final Set<Modality> inputModalities = EnumSet.noneOf(Modality.class);
  private final OptionalLong window;
  private final Scopes scopes;
  private final Map<Content, List<Meter>> inputSides = new EnumMap<>(Content.class);
  private final Map<Content, List<Meter>> outputSides = new EnumMap<>(Content.class);

  Tariff(
      String model,
      ModelLimits limits,
      List<PricedCell> cells,
      List<Uplift> uplifts,
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
    this.pricesCalls = meters.stream().anyMatch(m -> !m.isUnit() || m == Meter.REQUEST);
    this.unaskedUnit = UNASKED.stream().filter(meters::contains).map(Meter::label).findFirst();
    meters.stream().filter(Meter::isInput).map(Meter::modality).forEach(inputModalities::add);
    this.window = window(limits, cells);
    this.scopes = new Scopes(cells, uplifts, priced);
    for (Content content : Content.values()) {
      inputSides.put(content, side(content, true));
      outputSides.put(content, side(content, false));
    }
  }

  /// The meters that a call of some content can meet at prices of their own. An answer may hold
  /// pictures that nobody asked for; nothing speaks unasked.
  private List<Meter> side(Content content, boolean input) {
    var meters = new ArrayList<Meter>();
    for (Meter meter : Meter.values()) {
      boolean sided = !meter.isUnit() && meter.isInput() == input;
      if (sided && (meter.modality() == Modality.TEXT || isPossible(meter, content))) {
        meters.add(meter);
      }
    }
    return List.copyOf(meters);
  }

  private boolean isPossible(Meter meter, Content content) {
    boolean priced = meter.isInput() ? pricesInputOf(meter.modality()) : meters.contains(meter);
    boolean held =
        switch (content) {
          case ANYTHING -> true;
          case PICTURES -> meter.modality() == Modality.IMAGE;
          case TEXT -> meter.modality() == Modality.IMAGE && !meter.isInput();
        };
    return priced && held;
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
    return new Tariff("", ModelLimits.UNSTATED, List.of(), List.of(), List.of(), book);
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

  /// Whether a call can be priced at all: tokens or requests have a price, not only what few calls
  /// report.
  public boolean pricesCalls() {
    return pricesCalls;
  }

  /// True if output can be bounded: it has a price.
  public boolean pricesOutput() {
    return meters.contains(Meter.OUTPUT);
  }

  /// A priced quantity that an answer may have any amount of without having been asked for it: what
  /// a searching model searches, cites and thinks. Empty if the model has no price of any.
  public Optional<String> unaskedUnit() {
    return unaskedUnit;
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
    return new Bill(this, usage, serviceTier).charge();
  }

  /// The charge for the sum of what several requests were served. What a context tier, or a price
  /// for each request, makes of it cannot be known from the sum: then it is charged as one request
  /// of its size, and `context_tier` or `request` is named as unpriced.
  public Charge chargeOfSeveral(Usage usage, String serviceTier) {
    return new Bill(this, usage, serviceTier).chargeOfSeveral();
  }

  /// The prices of what is served at a tier, if they alone make the charge of a usage that has
  /// tokens of text only.
  public Optional<FlatPrices> flat(String serviceTier) {
    Optional<Rates> served = ServiceTier.served(serviceTier).map(scopes.anywhere()::get);
    boolean more =
        meters.contains(Meter.REQUEST)
            || meters.contains(Meter.MINIMUM_CHARGE)
            || unsupported.stream().anyMatch(Unsupported::everyCharge);
    if (more || served.isEmpty()) {
      return Optional.empty();
    }
    Map<Meter, FlatPrices.Price> prices = new EnumMap<>(Meter.class);
    for (Meter meter : Meter.values()) {
      @Nullable Ladder ladder = served.get().ladder(meter);
      if (ladder != null && !meter.isUnit() && meter.modality() == Modality.TEXT) {
        ladder
            .only()
            .ifPresent(step -> prices.put(meter, new FlatPrices.Price(step.unit(), step.list())));
      }
    }
    return Optional.of(new FlatPrices(prices, reasoningApart));
  }

  /// The price that a line of [#charge] was made with, for people who ask; of a graduated tier the
  /// last one.
  public Optional<PricedCell> cellOf(Charge.Line line, Usage usage, String serviceTier) {
    return new Bill(this, usage, serviceTier).cellOf(line);
  }

  /// Whether the book has prices of their own for what is served at a tier.
  public boolean prices(String serviceTier) {
    return ServiceTier.served(serviceTier).filter(scopes.anywhere()::containsKey).isPresent();
  }

  /// The bound of a request that may hold anything.
  public Money bound(long input, long output, String serviceTier) {
    return bound(input, output, serviceTier, Content.ANYTHING);
  }

  /// The most that `input` input tokens and `output` output tokens can cost, at the dearest meter,
  /// the dearest context tier, the dearest scope and the dearest service tier a request with
  /// `serviceTier` may be served at: never less than any [#charge] of a usage of such content
  /// within those bounds that was served at such a tier. Units that a provider counts apart are not
  /// in it: what can make it count them is no request with a bound. Money beyond the range of
  /// [Money] is cut to its largest value, more than any budget can hold.
  public Money bound(long input, long output, String serviceTier, Content content) {
    if (input < 0 || output < 0) {
      throw new IllegalArgumentException(
          "bound of negative tokens: input %d, output %d".formatted(input, output));
    }
    Set<ServiceTier> servable = ServiceTier.servable(serviceTier);
    if (servable.size() == ServiceTier.COUNT) {
      // Nothing is ruled out, not even a tier the book has never heard of.
      return Money.ofPicos(most(Set.of(), input, output, content));
    }
    return Money.ofPicos(most(servable, input, output, content));
  }

  /// @param servable empty = any tier, known or not
  private long most(Set<ServiceTier> servable, long input, long output, Content content) {
    long most = most(scopes.anywhere(), servable, input, output, content);
    if (scopes.elsewhere().isEmpty()) {
      return most;
    }
    for (Map<ServiceTier, Rates> scope : scopes.elsewhere()) {
      most = Math.max(most, most(scope, servable, input, output, content));
    }
    return most;
  }

  private long most(
      Map<ServiceTier, Rates> rates,
      Set<ServiceTier> servable,
      long input,
      long output,
      Content content) {
    if (servable.isEmpty()) {
      return most(rates, (@Nullable Rates) null, input, output, content);
    }
    long most = 0;
    for (ServiceTier tier : servable) {
      // What spilled over is charged as standard where it has no price, which is in every set.
      if (tier != ServiceTier.SPILLOVER || rates.containsKey(tier)) {
        most = Math.max(most, most(rates, rates.get(tier), input, output, content));
      }
    }
    return most;
  }

  private long most(
      Map<ServiceTier, Rates> rates,
      @Nullable Rates served,
      long input,
      long output,
      Content content) {
    List<Meter> in = inputSides.getOrDefault(content, List.of());
    List<Meter> out = outputSides.getOrDefault(content, List.of());
    long inputSide = saturatedProduct(dearest(rates, in, served, input), input);
    long outputSide = saturatedProduct(dearest(rates, out, served, input), output);
    long request = dearest(rates, REQUEST_SIDE, served, input);
    long least = dearest(rates, MINIMUM_SIDE, served, input);
    return Math.max(least, saturatedSum(saturatedSum(inputSide, outputSide), request));
  }

  boolean reasoningApart() {
    return reasoningApart;
  }

  /// Whether the model bills input of a modality by a price of its own.
  boolean pricesInputOf(Modality modality) {
    return inputModalities.contains(modality);
  }

  String book() {
    return book;
  }

  Scopes scopes() {
    return scopes;
  }

  private static long dearest(
      Map<ServiceTier, Rates> rates, List<Meter> meters, @Nullable Rates served, long inputMax) {
    long most = 0;
    for (Meter meter : meters) {
      @Nullable Ladder ladder = served == null ? null : served.ladder(meter);
      most =
          Math.max(
              most, ladder != null ? ladder.dearest(inputMax) : anyTier(rates, meter, inputMax));
    }
    return most;
  }

  /// A tier or meter without a price is charged the dearest of the others, see [Bill].
  private static long anyTier(Map<ServiceTier, Rates> rates, Meter meter, long inputMax) {
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
