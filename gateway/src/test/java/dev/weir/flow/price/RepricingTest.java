package dev.weir.flow.price;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.money.Money;
import dev.weir.flow.catalogue.Catalogue;
import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.dialect.Usage;
import dev.weir.flow.price.Repricing.Outcome;
import dev.weir.flow.price.Repricing.Past;
import dev.weir.flow.price.Repricing.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Past charges priced anew, on 10,000 pairs of books and usages made from a seed.
class RepricingTest {
  private static final int ROUNDS = 10_000;
  private static final Instant AT = Instant.parse("2026-10-05T08:00:00Z");
  private static final List<String> METERS =
      List.of("input", "cache_read", "cache_write_5m", "output");

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  private String told(int round) {
    return "seed %d round %d".formatted(seed, round);
  }

  /// Micro-dollars a token by meter, of the models `a` and `b`.
  private PriceBook book(Map<String, Map<String, Integer>> prices) {
    String models =
        prices.entrySet().stream()
            .map(model ->
                "{\"provider\":\"tiny\",\"id\":\"%s\",\"prices\":[%s]}"
                    .formatted(
                        model.getKey(),
                        model.getValue().entrySet().stream()
                            .map(price ->
                                "{\"meter\":\"%s\",\"usd\":\"%d\",\"per\":1000000}"
                                    .formatted(price.getKey(), price.getValue()))
                            .collect(Collectors.joining(","))))
            .collect(Collectors.joining(","));
    return PriceBook.compile(
        List.of(
            Catalogue.parse(
                "{\"format\":\"weir-prices/1\",\"name\":\"test\",\"models\":[%s],\"contracts\":[]}"
                    .formatted(models))));
  }

  private Map<String, Map<String, Integer>> prices() {
    return Stream.of("a", "b")
        .collect(
            Collectors.toMap(
                Function.identity(),
                _ ->
                    METERS.stream()
                        .collect(
                            Collectors.toMap(Function.identity(), _ -> 1 + random.nextInt(50)))));
  }

  private Usage usage() {
    long read = random.nextInt(3) * 100L;
    long write = random.nextInt(3) * 100L;
    return new Usage(
        read + write + random.nextInt(3) * 100L,
        read,
        write,
        0,
        random.nextInt(3) * 100L,
        0,
        Map.of(),
        Provenance.REPORTED);
  }

  private static Past charged(PriceBook book, String model, Usage usage) {
    PriceLookup.Priced found = (PriceLookup.Priced) book.find("tiny", model, AT);
    Charge charge = found.tariff().charge(usage, "");
    return past(model, usage, charge.total(), charge.unpriced(), book.version());
  }

  private static Past past(
      String model, Usage usage, Money cost, List<String> unpriced, String book) {
    return new Past("tiny", model, model, AT, usage, "", false, cost, unpriced, book);
  }

  private static Repricing by(PriceBook book, PriceBook... others) {
    Map<String, PriceBook> known =
        Stream.concat(Stream.of(book), Stream.of(others))
            .collect(Collectors.toMap(PriceBook::version, Function.identity(), (x, _) -> x));
    return new Repricing(book, version -> Optional.ofNullable(known.get(version)));
  }

  private static Past after(Past past, Charge charge) {
    return past(past.model(), past.usage(), charge.total(), charge.unpriced(), charge.book());
  }

  @Test
  void theOtherBooksChargeIsThatOfACallPricedByItAndThereAndBackChangesNothing() {
    for (int round = 0; round < ROUNDS; round++) {
      PriceBook first = book(prices());
      PriceBook second = book(prices());
      Usage usage = usage();
      Past past = charged(first, "a", usage);
      Past other = charged(second, "a", usage);

      Outcome outcome = by(second, first).of(past);

      assertThat(by(second, first).of(past)).as(told(round)).isEqualTo(outcome);
      if (outcome instanceof Outcome.Changed(Charge now)) {
        assertThat(now.total()).as(told(round)).isEqualTo(other.cost());
        assertThat(by(second, first).of(after(past, now)))
            .as(told(round))
            .isEqualTo(new Outcome.Same());
        assertThat(((Outcome.Changed) by(first, second).of(after(past, now))).now().total())
            .as(told(round))
            .isEqualTo(past.cost());
      } else {
        assertThat(outcome).as(told(round)).isEqualTo(new Outcome.Same());
        assertThat(other.cost()).as(told(round)).isEqualTo(past.cost());
      }
    }
  }

  @Test
  void oneOtherPriceChangesOnlyTheChargesThatHaveItsPart() {
    for (int round = 0; round < ROUNDS; round++) {
      Map<String, Map<String, Integer>> prices = prices();
      PriceBook first = book(prices);
      String meter = METERS.get(random.nextInt(METERS.size()));
      Objects.requireNonNull(prices.get("a")).merge(meter, 1, Integer::sum);
      PriceBook second = book(prices);
      Usage usage = usage();
      long quantity =
          switch (meter) {
            case "input" -> usage.plainInput();
            case "cache_read" -> usage.cacheRead();
            case "cache_write_5m" -> usage.cacheWrite5m();
            default -> usage.output();
          };

      Outcome of = by(second, first).of(charged(first, "a", usage));
      Outcome ofOther = by(second, first).of(charged(first, "b", usage));

      assertThat(of instanceof Outcome.Changed).as(told(round)).isEqualTo(quantity > 0);
      assertThat(ofOther).as(told(round)).isEqualTo(new Outcome.Same());
    }
  }

  @Test
  void aChargeThatIsNotItsBooksStands() {
    PriceBook first = book(prices());
    PriceBook second = book(prices());
    Past stated =
        past("a", Usage.of(1, 1, Provenance.REPORTED), Money.usd("7"), List.of(), first.version());

    assertThat(by(second, first).of(stated)).isEqualTo(new Outcome.Kept(Reason.NOT_BY_ITS_BOOK));
    assertThat(by(second).of(stated)).isEqualTo(new Outcome.Kept(Reason.BOOK_UNKNOWN));
  }

  @Test
  void aPriceThatIsGoneTakesNoChargeAway() {
    PriceBook first = book(prices());
    PriceBook without = book(Map.of("c", Map.of("input", 1)));

    assertThat(by(without, first).of(charged(first, "a", Usage.of(5, 5, Provenance.REPORTED))))
        .isEqualTo(new Outcome.Kept(Reason.NO_PRICE));
  }

  @Test
  void whatWasUnpricedIsPricedAndWhatStaysUnpricedIsTheSame() {
    PriceBook first = book(Map.of("c", Map.of("input", 1)));
    PriceBook second = book(Map.of("a", Map.of("input", 3, "output", 4)));
    Past unpriced =
        past(
            "a",
            Usage.of(1_000_000, 0, Provenance.REPORTED),
            Money.ZERO,
            List.of("model a"),
            first.version());

    assertThat(by(second, first).of(unpriced))
        .isInstanceOfSatisfying(
            Outcome.Changed.class,
            changed -> {
              assertThat(changed.now().total()).isEqualTo(Money.usd("3"));
              assertThat(changed.now().unpriced()).isEmpty();
            });
    assertThat(by(book(Map.of("d", Map.of("input", 2))), first).of(unpriced))
        .isEqualTo(new Outcome.Same());
  }

  @Test
  void whatAChargeNotesOfItsUsageStays() {
    PriceBook first = book(Map.of("a", Map.of("input", 1)));
    PriceBook second = book(Map.of("a", Map.of("input", 2)));
    Past noted =
        past(
            "a",
            Usage.of(1_000_000, 0, Provenance.ESTIMATED),
            Money.usd("1"),
            List.of("usage beyond what was seen: web_search"),
            first.version());

    assertThat(by(second, first).of(noted))
        .isInstanceOfSatisfying(
            Outcome.Changed.class,
            changed ->
                assertThat(changed.now().unpriced())
                    .containsExactly("usage beyond what was seen: web_search"));
  }
}
