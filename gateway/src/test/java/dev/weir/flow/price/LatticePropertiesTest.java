package dev.weir.flow.price;

import static dev.weir.flow.price.Prices.usage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.money.Money;
import dev.weir.flow.catalogue.Allotment;
import dev.weir.flow.catalogue.ContextTier;
import dev.weir.flow.catalogue.Meter;
import dev.weir.flow.catalogue.Meter.Kind;
import dev.weir.flow.catalogue.Meter.Modality;
import dev.weir.flow.catalogue.ModelLimits;
import dev.weir.flow.catalogue.Origin;
import dev.weir.flow.catalogue.PriceCell;
import dev.weir.flow.catalogue.ServiceTier;
import dev.weir.flow.catalogue.UnitPrice;
import dev.weir.flow.catalogue.Uplift;
import dev.weir.flow.catalogue.Validity;
import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.dialect.Usage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What must hold of every charge of every meter, on 10,000 models and usages made from a seed.
class LatticePropertiesTest {
  private static final int ROUNDS = 10_000;
  private static final String SCOPE = "inference_geo_us";
  private static final List<Meter> TOKENS =
      Arrays.stream(Meter.values()).filter(meter -> !meter.isUnit()).toList();
  private static final List<Meter> UNITS =
      List.of(Meter.WEB_SEARCH, Meter.PAGES, Meter.AUDIO_SECONDS, Meter.REQUEST);

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  private String told(int round, Object what) {
    return "seed %d round %d: %s".formatted(seed, round, what);
  }

  @Test
  void noChargeExceedsTheBoundOfWhatItsRequestCanHold() {
    for (int round = 0; round < ROUNDS; round++) {
      Tariff tariff = tariff(anyCells());
      Content content = pick(List.of(Content.values()));
      Usage usage = served(parts(content, false).usage());
      ServiceTier tier = pick(List.of(ServiceTier.values()));
      Money bound = tariff.bound(usage.input(), usage.output(), tier.label(), content);

      assertThat(tariff.charge(usage, tier.label()).total())
          .as(told(round, "%s %s %s".formatted(content, tier, usage)))
          .isLessThanOrEqualTo(bound);
    }
  }

  @Test
  void theLinesAreAPartitionOfTheProvidersTotalsAndNoneIsNegative() {
    for (int round = 0; round < ROUNDS; round++) {
      Usage usage = parts(Content.ANYTHING, random.nextBoolean()).usage();
      Charge charge = tariff(anyCells()).charge(usage, "");

      assertThat(charge.lines()).as(told(round, charge)).noneMatch(l -> l.amount().isNegative());
      assertThat(tokens(charge, true)).as(told(round, usage)).isEqualTo(usage.input());
      assertThat(tokens(charge, false)).as(told(round, usage)).isEqualTo(usage.output());
    }
  }

  @Test
  void everyPartIsChargedAtItsOwnPriceWhereEachHasOne() {
    for (int round = 0; round < ROUNDS; round++) {
      Parts parts = parts(Content.ANYTHING, false);
      Map<Meter, Long> prices = new EnumMap<>(Meter.class);
      TOKENS.forEach(meter -> prices.put(meter, (long) random.nextInt(1_000)));
      Charge charge = tariff(flat(prices)).charge(parts.usage(), "");

      long expected = 0;
      for (Meter meter : TOKENS) {
        expected += prices.getOrDefault(meter, 0L) * parts.quantity(meter);
      }
      assertThat(charge.total().picos()).as(told(round, parts.usage())).isEqualTo(expected);
      assertThat(charge.unpriced()).as(told(round, parts.usage())).isEmpty();
    }
  }

  @Test
  void aChangedPriceChangesAChargeByItsPartOnly() {
    for (int round = 0; round < ROUNDS; round++) {
      Parts parts = parts(Content.ANYTHING, false);
      Map<Meter, Long> prices = new EnumMap<>(Meter.class);
      TOKENS.forEach(meter -> prices.put(meter, (long) random.nextInt(1_000)));
      Meter changed = pick(TOKENS);
      Money before = tariff(flat(prices)).charge(parts.usage(), "").total();
      prices.merge(changed, 7L, Long::sum);
      Money after = tariff(flat(prices)).charge(parts.usage(), "").total();

      assertThat(after.minus(before).picos())
          .as(told(round, "%s of %s".formatted(changed, parts.usage())))
          .isEqualTo(7 * parts.quantity(changed));
    }
  }

  @Test
  void splittingAUsageDoesNotChangeItsChargeExceptAcrossTiers() {
    for (int round = 0; round < ROUNDS; round++) {
      Tariff tariff = tariff(someFlatCells());
      Usage a = withUnits(parts(Content.ANYTHING, false).usage());
      Usage b = withUnits(parts(Content.ANYTHING, false).usage());

      assertThat(tariff.charge(a.plus(b), "").total())
          .as(told(round, "%s and %s".formatted(a, b)))
          .isEqualTo(tariff.charge(a, "").total().plus(tariff.charge(b, "").total()));
    }
  }

  @Test
  void moreOfAnythingNeverCostsLess() {
    for (int round = 0; round < ROUNDS; round++) {
      Tariff tariff = tariff(risingCells());
      Usage less = parts(Content.ANYTHING, false).usage();
      Usage more = less.plus(parts(Content.ANYTHING, false).usage());

      assertThat(tariff.charge(more, "").total())
          .as(told(round, "%s then %s".formatted(less, more)))
          .isGreaterThanOrEqualTo(tariff.charge(less, "").total());
    }
  }

  @Test
  void theOrderOfPricesDoesNotMatter() {
    for (int round = 0; round < ROUNDS; round++) {
      List<PriceCell> cells = anyCells();
      Usage usage = served(parts(Content.ANYTHING, random.nextBoolean()).usage());
      Charge charge = tariff(cells).charge(usage, "batch");
      Collections.shuffle(cells, random);

      Charge shuffled = tariff(cells).charge(usage, "batch");

      assertThat(shuffled.total()).as(told(round, usage)).isEqualTo(charge.total());
      assertThat(shuffled.unpriced()).as(told(round, usage)).isEqualTo(charge.unpriced());
    }
  }

  @Test
  void aUsageOfTextIsChargedAlikeWhetherOrNotOtherModalitiesHaveAPrice() {
    for (int round = 0; round < ROUNDS; round++) {
      Usage usage = usage(900, 300, 100, 50, 400, 100);
      List<PriceCell> cells = anyCells();
      List<PriceCell> text =
          cells.stream().filter(cell -> cell.meter().modality() == Modality.TEXT).toList();

      assertThat(tariff(cells).charge(usage, "").total())
          .as(told(round, cells))
          .isEqualTo(tariff(text).charge(usage, "").total());
    }
  }

  private Tariff tariff(List<PriceCell> cells) {
    List<PricedCell> priced =
        cells.stream()
            .map(cell -> PricedCell.list(cell, new Exchange.Stated(cell.price(), Optional.empty())))
            .toList();
    var uplift =
        new Uplift(SCOPE, new BigDecimal("1.1"), Set.of(), Validity.ALWAYS, Origin.UNSTATED);
    return new Tariff("m", ModelLimits.UNSTATED, priced, List.of(uplift), List.of(), "book");
  }

  private static PriceCell cell(Meter meter, ServiceTier tier, long above, long picos) {
    return new PriceCell(
        meter,
        tier,
        "",
        new ContextTier(above, false),
        new UnitPrice(BigDecimal.valueOf(picos, 12), 1),
        Allotment.NONE,
        Validity.ALWAYS,
        Origin.UNSTATED);
  }

  /// Any meter, tier and threshold has a price or not; text has one.
  private List<PriceCell> anyCells() {
    var cells = new ArrayList<PriceCell>();
    cells.add(cell(Meter.INPUT, ServiceTier.STANDARD, 0, random.nextInt(1_000)));
    cells.add(cell(Meter.OUTPUT, ServiceTier.STANDARD, 0, random.nextInt(1_000)));
    for (ServiceTier tier : ServiceTier.values()) {
      for (Meter meter : TOKENS) {
        boolean text =
            tier == ServiceTier.STANDARD && (meter == Meter.INPUT || meter == Meter.OUTPUT);
        if (!text && random.nextInt(4) == 0) {
          cells.add(cell(meter, tier, 0, random.nextInt(1_000)));
        }
        if (random.nextInt(8) == 0) {
          cells.add(cell(meter, tier, 300, random.nextInt(1_000)));
        }
      }
    }
    if (random.nextInt(4) == 0) {
      cells.add(cell(Meter.MINIMUM_CHARGE, ServiceTier.STANDARD, 0, random.nextInt(1_000_000)));
    }
    return cells;
  }

  private static List<PriceCell> flat(Map<Meter, Long> prices) {
    return prices.entrySet().stream()
        .map(price -> cell(price.getKey(), ServiceTier.STANDARD, 0, price.getValue()))
        .toList();
  }

  private List<PriceCell> someFlatCells() {
    var cells = new ArrayList<PriceCell>();
    for (Meter meter : TOKENS) {
      if (random.nextBoolean()) {
        cells.add(cell(meter, ServiceTier.STANDARD, 0, random.nextInt(1_000)));
      }
    }
    for (Meter unit : UNITS.subList(0, 3)) {
      cells.add(cell(unit, ServiceTier.STANDARD, 0, random.nextInt(1_000)));
    }
    return cells;
  }

  /// Every meter has a price, and one at least as high past a threshold.
  private List<PriceCell> risingCells() {
    var cells = new ArrayList<PriceCell>();
    for (Meter meter : TOKENS) {
      int base = random.nextInt(1_000);
      cells.add(cell(meter, ServiceTier.STANDARD, 0, base));
      cells.add(cell(meter, ServiceTier.STANDARD, 300, base + random.nextInt(1_000)));
    }
    cells.add(cell(Meter.MINIMUM_CHARGE, ServiceTier.STANDARD, 0, random.nextInt(1_000_000)));
    return cells;
  }

  /// A usage by its parts.
  ///
  /// @param silent whether it does not say what was cached of each modality
  private record Parts(Map<Meter, Long> quantities, boolean silent) {
    long quantity(Meter meter) {
      return quantities.getOrDefault(meter, 0L);
    }

    private long all(Kind kind) {
      long sum = 0;
      for (Modality modality : Modality.values()) {
        sum += quantity(Meter.of(modality, kind));
      }
      return sum;
    }

    Usage usage() {
      Map<String, Long> beyond = new HashMap<>();
      long input = 0;
      for (Modality modality : Modality.values()) {
        long its = 0;
        for (Kind kind :
            List.of(Kind.INPUT, Kind.CACHE_READ, Kind.CACHE_WRITE_5M, Kind.CACHE_WRITE_1H)) {
          Meter meter = Meter.of(modality, kind);
          its += quantity(meter);
          if (modality != Modality.TEXT && kind != Kind.INPUT && !silent) {
            beyond.put(meter.label(), quantity(meter));
          }
        }
        if (modality != Modality.TEXT) {
          beyond.put(Meter.of(modality, Kind.INPUT).label(), its);
          Meter output = Meter.of(modality, Kind.OUTPUT);
          beyond.put(output.label(), quantity(output));
        }
        input += its;
      }
      if (quantities.keySet().stream().allMatch(meter -> meter.modality() == Modality.TEXT)) {
        beyond.clear();
      }
      return new Usage(
          input,
          all(Kind.CACHE_READ),
          all(Kind.CACHE_WRITE_5M),
          all(Kind.CACHE_WRITE_1H),
          all(Kind.OUTPUT) + quantity(Meter.REASONING),
          quantity(Meter.REASONING),
          beyond,
          Provenance.REPORTED);
    }
  }

  private Parts parts(Content content, boolean silent) {
    Map<Meter, Long> quantities = new EnumMap<>(Meter.class);
    for (Meter meter : TOKENS) {
      boolean held =
          switch (meter.modality()) {
            case TEXT -> true;
            case IMAGE -> content != Content.TEXT || !meter.isInput();
            case AUDIO, VIDEO -> content == Content.ANYTHING;
          };
      if (held && random.nextBoolean()) {
        quantities.put(meter, (long) random.nextInt(90));
      }
    }
    return new Parts(quantities, silent);
  }

  private Usage served(Usage usage) {
    return random.nextInt(3) == 0 ? with(usage, Map.of(SCOPE, 1L)) : usage;
  }

  private Usage withUnits(Usage usage) {
    Map<String, Long> units = new HashMap<>();
    UNITS.subList(0, 3).forEach(unit -> units.put(unit.label(), (long) random.nextInt(5)));
    return with(usage, units);
  }

  private static Usage with(Usage usage, Map<String, Long> more) {
    Map<String, Long> beyond = new HashMap<>(usage.beyond());
    beyond.putAll(more);
    return new Usage(
        usage.input(),
        usage.cacheRead(),
        usage.cacheWrite5m(),
        usage.cacheWrite1h(),
        usage.output(),
        usage.reasoning(),
        beyond,
        usage.provenance());
  }

  private static long tokens(Charge charge, boolean input) {
    return charge.lines().stream()
        .filter(line -> !line.meter().isUnit() && line.meter().isInput() == input)
        .mapToLong(Charge.Line::quantity)
        .sum();
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
