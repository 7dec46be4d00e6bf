package dev.weir.flow.price;

import static dev.weir.flow.price.Prices.book;
import static dev.weir.flow.price.Prices.cell;
import static dev.weir.flow.price.Prices.tariff;
import static dev.weir.flow.price.Prices.usage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.money.Money;
import dev.weir.flow.catalogue.Meter;
import dev.weir.flow.catalogue.ServiceTier;
import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.dialect.Usage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What must hold of every charge, on books and usages made from a seed.
class ChargePropertiesTest {
  private static final int ROUNDS = 1_000;
  private static final List<String> REQUEST_TIERS =
      List.of("", "auto", "default", "standard_only", "batch", "flex", "priority", "fast", "odd");
  private static final List<Meter> METERS =
      Arrays.stream(Meter.values()).filter(meter -> meter.compareTo(Meter.REQUEST) <= 0).toList();
  private static final List<String> TIERS = List.of("standard", "batch", "flex", "priority");

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  @Test
  void noChargeExceedsTheBoundOfItsRequest() {
    for (int round = 0; round < ROUNDS; round++) {
      Tariff tariff = tariff(randomBook());
      Usage usage = randomUsage();
      String asked = pick(REQUEST_TIERS);
      long input = usage.input() + random.nextInt(3);
      long output = usage.output() + random.nextInt(3);
      Money bound = tariff.bound(input, output, asked);

      for (ServiceTier served : ServiceTier.servable(asked)) {
        assertThat(tariff.charge(usage, served.label()).total())
            .as("seed %d round %d asked %s served %s of %s", seed, round, asked, served, usage)
            .isLessThanOrEqualTo(bound);
      }
      if (ServiceTier.servable(asked).size() == ServiceTier.values().length) {
        assertThat(tariff.charge(usage, "never heard of").total())
            .as("seed %d round %d unknown tier of %s", seed, round, usage)
            .isLessThanOrEqualTo(bound);
      }
    }
  }

  @Test
  void theBoundIsReachedByTheDearestUsageOfASimpleBook() {
    Tariff tariff = tariff(book(cell("input", "3"), cell("output", "15")));

    assertThat(tariff.bound(1_000, 100, "default"))
        .isEqualTo(tariff.charge(usage(1_000, 0, 0, 0, 100, 0), "").total());
  }

  @Test
  void aBoundPastTheRangeOfMoneyIsItsLargestValue() {
    Tariff tariff = tariff(book(cell("input", "3"), cell("output", "15")));

    assertThat(tariff.bound(0, Long.MAX_VALUE, "")).isEqualTo(Money.ofPicos(Long.MAX_VALUE));
    assertThat(tariff.bound(Long.MAX_VALUE, Long.MAX_VALUE, ""))
        .isEqualTo(Money.ofPicos(Long.MAX_VALUE));
  }

  @Test
  void aChargeIsNeverNegativeAndItsPartsAreTheProvidersTotals() {
    for (int round = 0; round < ROUNDS; round++) {
      Usage usage = randomUsage();
      Charge charge = tariff(randomBook()).charge(usage, pick(TIERS));

      assertThat(charge.total().isNegative()).as("seed %d round %d", seed, round).isFalse();
      if (charge.unpriced().isEmpty()) {
        assertThat(quantity(charge, true))
            .as("seed %d round %d input of %s", seed, round, usage)
            .isEqualTo(usage.input());
        assertThat(quantity(charge, false))
            .as("seed %d round %d output of %s", seed, round, usage)
            .isEqualTo(usage.output());
      }
    }
  }

  @Test
  void splittingAUsageDoesNotChangeItsChargeExceptAcrossTiers() {
    for (int round = 0; round < ROUNDS; round++) {
      Tariff tariff = tariff(flatBook());
      Usage a = randomUsage();
      Usage b = randomUsage();

      assertThat(tariff.charge(sum(a, b), "").total())
          .as("seed %d round %d", seed, round)
          .isEqualTo(tariff.charge(a, "").total().plus(tariff.charge(b, "").total()));
    }
  }

  @Test
  void moreOfAnythingNeverCostsLess() {
    for (int round = 0; round < ROUNDS; round++) {
      Tariff tariff = tariff(risingBook());
      Usage less = randomUsage();
      Usage more = sum(less, randomUsage());

      assertThat(tariff.charge(more, "").total())
          .as("seed %d round %d %s then %s", seed, round, less, more)
          .isGreaterThanOrEqualTo(tariff.charge(less, "").total());
    }
  }

  @Test
  void theOrderOfPricesInTheCatalogueDoesNotMatter() {
    for (int round = 0; round < 300; round++) {
      List<String> cells = randomCells();
      Usage usage = randomUsage();
      Charge charge = tariff(book(cells.toArray(String[]::new))).charge(usage, "flex");
      Collections.shuffle(cells, random);
      Charge shuffled = tariff(book(cells.toArray(String[]::new))).charge(usage, "flex");

      assertThat(shuffled.total()).as("seed %d round %d", seed, round).isEqualTo(charge.total());
      assertThat(shuffled.unpriced()).isEqualTo(charge.unpriced());
    }
  }

  @Test
  void ratingAgainWithTheSameBookGivesTheSameCharge() {
    for (int round = 0; round < 300; round++) {
      PriceBook book = randomBook();
      PriceBook again = PriceBook.parse(book.content());
      Usage usage = randomUsage();

      assertThat(tariff(again).charge(usage, ""))
          .as("seed %d round %d", seed, round)
          .isEqualTo(tariff(book).charge(usage, ""));
    }
  }

  @Test
  void aChangedPriceChangesOnlyChargesThatHaveItsPart() {
    Tariff before =
        tariff(book(cell("input", "1"), cell("cache_read", "0.1"), cell("output", "5")));
    Tariff after = tariff(book(cell("input", "1"), cell("cache_read", "0.2"), cell("output", "5")));

    for (int round = 0; round < ROUNDS; round++) {
      Usage usage = randomUsage();
      Money difference = after.charge(usage, "").total().minus(before.charge(usage, "").total());

      assertThat(difference)
          .as("seed %d round %d", seed, round)
          .isEqualTo(Money.ofPicos(100_000).times(usage.cacheRead()));
    }
  }

  private PriceBook randomBook() {
    return book(randomCells().toArray(String[]::new));
  }

  /// Any meter, tier and threshold may have a price or not; prices fall as often as they rise.
  private List<String> randomCells() {
    var cells = new ArrayList<String>();
    boolean graduated = random.nextBoolean();
    cells.add(cell("input", price()));
    for (String tier : TIERS) {
      for (Meter meter : METERS) {
        boolean first = tier.equals("standard") && meter == Meter.INPUT;
        if (!first && random.nextInt(3) > 0) {
          cells.add(Prices.tier(meter.label(), price(), tier));
        }
        String kind = graduated && meter.isInput() ? "graduated" : "cliff";
        for (long above : Set.of(100L, 200L)) {
          if (random.nextInt(4) == 0) {
            cells.add(
                cell(
                    meter.label(),
                    price(),
                    "\"tier\": \"%s\", \"above_input_tokens\": %d, \"context_tier\": \"%s\""
                        .formatted(tier, above, kind)));
          }
        }
      }
    }
    return cells;
  }

  private PriceBook flatBook() {
    return book(
        cell("input", price()),
        cell("cache_read", price()),
        cell("cache_write_5m", price()),
        cell("output", price()),
        cell("reasoning", price()));
  }

  /// Each tier at least as dear as the one before, and every input meter priced alike: a token
  /// moved between meters is then no discount.
  private PriceBook risingBook() {
    long base = random.nextInt(1_000);
    long above = base + random.nextInt(1_000);
    return book(
        cell("input", Long.toString(base)),
        Prices.cliff("input", Long.toString(above), 200),
        cell("output", Long.toString(base)),
        Prices.cliff("output", Long.toString(above), 200));
  }

  private String price() {
    return BigDecimal.valueOf(random.nextInt(100_000), 4).toPlainString();
  }

  private Usage randomUsage() {
    long read = random.nextInt(120);
    long write5m = random.nextBoolean() ? 0 : random.nextInt(120);
    long write1h = random.nextBoolean() ? 0 : random.nextInt(120);
    long reasoning = random.nextInt(100);
    return usage(
        read + write5m + write1h + random.nextInt(120),
        read,
        write5m,
        write1h,
        reasoning + random.nextInt(100),
        reasoning);
  }

  private static Usage sum(Usage a, Usage b) {
    return new Usage(
        a.input() + b.input(),
        a.cacheRead() + b.cacheRead(),
        a.cacheWrite5m() + b.cacheWrite5m(),
        a.cacheWrite1h() + b.cacheWrite1h(),
        a.output() + b.output(),
        a.reasoning() + b.reasoning(),
        Map.of(),
        Provenance.REPORTED);
  }

  private static long quantity(Charge charge, boolean input) {
    return charge.lines().stream()
        .filter(line -> line.meter() != Meter.REQUEST && line.meter().isInput() == input)
        .mapToLong(Charge.Line::quantity)
        .sum();
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
