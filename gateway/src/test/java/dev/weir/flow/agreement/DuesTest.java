package dev.weir.flow.agreement;

import static dev.weir.flow.agreement.Used.spent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.base.money.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// One case for each mechanism, worked out by hand.
final class DuesTest {
  private static final Days OCTOBER = days("2026-10-01", "2026-11-01");
  private static final Rates RATES =
      (price, day) -> {
        if (price.currency().equals("EUR")) {
          return price.amount().multiply(new BigDecimal("1.10"));
        }
        if (!price.isInDollars()) {
          throw new IllegalArgumentException("no rate of " + price.currency() + " on " + day);
        }
        return price.amount();
      };

  private final Used used = new Used();

  private static Days days(String from, String to) {
    return new Days(LocalDate.parse(from), LocalDate.parse(to));
  }

  private static Agreement agreement(String name, String json) {
    try {
      return AgreementText.read(
          name, (ObjectNode) new ObjectMapper().readTree(json.replace('\'', '"')));
    } catch (JsonProcessingException wrong) {
      throw new AssertionError(wrong);
    }
  }

  private Dues.Worked worked(Days days, Agreement... agreements) {
    return new Dues(List.of(agreements), used, RATES).of(days);
  }

  /// By kind, model and team, in dollars.
  private Map<String, String> sums(Days days, Agreement... agreements) {
    Dues.Worked worked = worked(days, agreements);
    assertThat(worked.unknown()).isEmpty();
    Map<String, Money> sums = new TreeMap<>();
    for (Due due : worked.dues()) {
      String team = due.what().bearer().tags().getOrDefault("team", "-");
      sums.merge(due.what().kind().code() + " " + team, due.amount(), Money::plus);
    }
    Map<String, String> texts = new TreeMap<>();
    sums.forEach((what, sum) -> texts.put(what, sum.toString()));
    return texts;
  }

  private static final String PTU =
      """
      {'kind': 'capacity', 'provider': 'ptu', 'from': '2026-10-01', 'source': 'order 1',
       'unit': 'PTU', 'units': 100, 'price': '1.00', 'tags': {'team': 'platform'}}
      """;

  @Test
  void capacityThatNobodyUsesIsUnused() {
    assertThat(sums(OCTOBER, agreement("eu", PTU)))
        .containsOnly(Map.entry("capacity_unused platform", "74400"));
  }

  @Test
  void anHourOfCapacityIsSharedOutByWeightedTokens() {
    used.add("2026-10-05T08:10:00Z", "ptu", "gpt-4o", "red", "input", spent(300_000, "0"));
    used.add("2026-10-05T08:20:00Z", "ptu", "gpt-4o", "red", "cache_read", spent(900_000, "0"));
    used.add("2026-10-05T08:50:00Z", "ptu", "gpt-4o", "blue", "output", spent(100_000, "0"));
    String weighted =
        PTU.replace(
            "'units': 100",
            "'units': 10, 'tokens_per_minute': 2500, 'weights': {'output': '4', 'cache_read': '0'}");
    // 10 units serve 1,500,000 in the hour; 300,000 + 4 x 100,000 = 700,000 of its 10 dollars.
    assertThat(sums(days("2026-10-05", "2026-10-06"), agreement("eu", weighted)))
        .containsOnly(
            Map.entry("capacity_used red", "2"),
            Map.entry("capacity_used blue", "2.666666666667"),
            Map.entry("capacity_unused platform", "235.333333333333"));
  }

  @Test
  void reasoningWeighsAsOutputAndWhatWeighsNothingBearsNothing() {
    used.add("2026-10-05T08:10:00Z", "ptu", "own", "red", "reasoning", spent(50_000, "0"));
    used.add("2026-10-05T08:20:00Z", "ptu", "own", "blue", "input", spent(200_000, "0"));
    used.add("2026-10-05T09:20:00Z", "ptu", "own", "green", "cache_read", spent(9, "0.25"));
    String weighted =
        PTU.replace("'units'", "'weights': {'output': '4', 'cache_read': '0'}, 'units'");
    assertThat(sums(days("2026-10-05", "2026-10-06"), agreement("eu", weighted)))
        .containsOnly(
            Map.entry("capacity_used red", "50"),
            Map.entry("capacity_used blue", "50"),
            Map.entry("capacity_used green", "-0.25"),
            Map.entry("capacity_unused platform", "2300"));
  }

  @Test
  void anInternalRateOfCallsIsTakenIntoAccount() {
    used.add("2026-10-05T08:10:00Z", "ptu", "own", "red", "input", spent(1_000, "0.40"));
    used.add("2026-10-05T09:10:00Z", "ptu", "own", "blue", "input", spent(1_000, "150"));
    String served = PTU.replace("'from'", "'monthly': {'staff': '744.00'}, 'from'");
    // Of 101 dollars an hour: whoever is served bears all of it, less what its calls were charged.
    assertThat(sums(days("2026-10-05", "2026-10-06"), agreement("gpus", served)))
        .containsOnly(
            Map.entry("capacity_used red", "100.6"),
            Map.entry("capacity_used blue", "-49"),
            Map.entry("capacity_unused platform", "2222"));
  }

  @Test
  void seatsAreSpreadOverTheDaysOfAMonth() {
    Agreement seats =
        agreement(
            "copilots",
            """
            {'kind': 'fee', 'provider': 'github', 'from': '2026-10-01', 'source': 'order 2',
             'unit': 'seat', 'price': '19', 'currency': 'EUR',
             'units': [{'from': '2026-10-01', 'count': 10}, {'from': '2026-10-16', 'count': 20}]}
            """);
    assertThat(worked(OCTOBER, seats).dues()).hasSize(31);
    // 209 and 418 dollars a month, 15 of 31 days and 16 of 31 days.
    assertThat(sums(OCTOBER, seats)).containsOnly(Map.entry("fee -", "316.870967741936"));
    assertThat(sums(days("2026-11-01", "2026-12-01"), seats))
        .containsOnly(Map.entry("fee -", "418"));
  }

  @Test
  void aFineTuningRunIsSpreadOverItsTerm() {
    Agreement run =
        agreement(
            "tuned-v3",
            """
            {'kind': 'fee', 'provider': 'openai', 'from': '2026-09-15', 'until': '2026-12-14',
             'per': 'term', 'price': '900', 'source': 'invoice 17'}
            """);
    assertThat(sums(OCTOBER, run)).containsOnly(Map.entry("fee -", "310"));
    assertThat(sums(days("2026-09-01", "2027-01-01"), run)).containsOnly(Map.entry("fee -", "900"));
  }

  @Test
  void theFirstUnitsOfAMonthAreFree() {
    used.add("2026-10-01T08:00:00Z", "openai", "gpt-4o", "red", "web_search", spent(60, "0.60"));
    used.add("2026-10-01T08:00:00Z", "openai", "gpt-4o", "red", "input", spent(900, "1"));
    used.add("2026-10-02T08:00:00Z", "openai", "gpt-4o", "red", "web_search", spent(30, "0.30"));
    used.add("2026-10-02T09:00:00Z", "openai", "gpt-4o", "blue", "web_search", spent(50, "0.50"));
    used.add("2026-10-03T08:00:00Z", "openai", "gpt-4o", "blue", "web_search", spent(10, "0.10"));
    Agreement free =
        agreement(
            "searches",
            """
            {'kind': 'quota', 'provider': 'openai', 'from': '2026-01-01', 'source': 'price page',
             'meters': ['web_search'], 'units': 100}
            """);
    assertThat(sums(OCTOBER, free))
        .containsOnly(
            Map.entry("quota_credit red", "-0.75"), Map.entry("quota_credit blue", "-0.25"));
    used.book(worked(days("2026-10-01", "2026-10-03"), free).dues());
    assertThat(sums(days("2026-10-03", "2026-11-01"), free)).as("used up before").isEmpty();
  }

  private static final String VOLUME =
      """
      {'kind': 'volume', 'provider': 'openai', 'from': '2026-01-01', 'source': 'agreement 7',
       'tiers': [{'over': '100', 'discount_percent': '10'},
                 {'over': '200', 'discount_percent': '20'}]}
      """;

  private void spendOnThreeDays() {
    used.add("2026-10-01T08:00:00Z", "openai", "gpt-4o", "red", "input", spent(1_000, "80"));
    used.add("2026-10-02T08:00:00Z", "openai", "gpt-4o", "red", "input", spent(1_000, "60"));
    used.add("2026-10-02T08:00:00Z", "openai", "gpt-4o", "blue", "input", spent(1_000, "40"));
    used.add("2026-10-03T08:00:00Z", "openai", "gpt-4o", "blue", "input", spent(1_000, "60"));
  }

  @Test
  void aVolumeDiscountIsOfWhatIsBeyondItsTier() {
    spendOnThreeDays();
    // The second day: 20 of 100 below, 80 at 10 %. The third: 20 at 10 %, 40 at 20 %.
    assertThat(sums(OCTOBER, agreement("volume", VOLUME)))
        .containsOnly(
            Map.entry("volume_discount red", "-4.8"), Map.entry("volume_discount blue", "-13.2"));
  }

  @Test
  void aCliffHoldsForTheWholePeriod() {
    spendOnThreeDays();
    assertThat(
            sums(OCTOBER, agreement("volume", VOLUME.replace("'from'", "'cliff': true, 'from'"))))
        .containsOnly(
            Map.entry("volume_discount red", "-28"), Map.entry("volume_discount blue", "-20"));
  }

  @Test
  void aVolumeOfTokensCountsTokens() {
    spendOnThreeDays();
    String tokens =
        VOLUME
            .replace("'from'", "'by': 'tokens', 'from'")
            .replace("'100'", "'1000'")
            .replace("'200'", "'3000'");
    // The second day all 2,000 at 10 %, the third all 1,000 at 20 %.
    assertThat(sums(OCTOBER, agreement("volume", tokens)))
        .containsOnly(
            Map.entry("volume_discount red", "-6"), Map.entry("volume_discount blue", "-16"));
  }

  private static final String COMMITMENT =
      """
      {'kind': 'commitment', 'provider': 'openai', 'from': '2026-01-01', 'source': 'agreement 8',
       'price': '%s', 'tags': {'team': 'platform'}}
      """;

  @Test
  void whatIsMissingOfACommitmentIsDueWhenItsMonthIsOver() {
    spendOnThreeDays();
    Agreement commitment = agreement("mcc", COMMITMENT.formatted("1000"));
    assertThat(sums(OCTOBER, commitment)).containsOnly(Map.entry("shortfall platform", "760"));
    assertThat(sums(days("2026-10-01", "2026-10-31"), commitment)).as("not over").isEmpty();
    assertThat(sums(OCTOBER, agreement("mcc", COMMITMENT.formatted("240")))).isEmpty();
  }

  @Test
  void aTermThatEndsWithinAMonthCommitsToItsDays() {
    Agreement ended =
        agreement(
            "mcc",
            COMMITMENT.formatted("3100").replace("'source'", "'until': '2026-10-11', 'source'"));
    assertThat(sums(OCTOBER, ended)).containsOnly(Map.entry("shortfall platform", "1000"));
  }

  @Test
  void spendAboveACommitmentCostsItsOverage() {
    spendOnThreeDays();
    Agreement dear =
        agreement(
            "mcc",
            COMMITMENT.formatted("150").replace("'source'", "'overage_percent': '20', 'source'"));
    // 30 above on the second day (6 dollars, by 60 and 40), 60 on the third.
    assertThat(sums(OCTOBER, dear))
        .containsOnly(Map.entry("overage red", "3.6"), Map.entry("overage blue", "14.4"));
  }

  private static final String CREDITS =
      """
      {'kind': 'credits', 'provider': 'openai', 'from': '2026-10-01', 'until': '%s',
       'source': 'order 9', 'credit': '%s', 'price': '%s', 'tags': {'team': 'platform'}}
      """;

  @Test
  void creditsPayWhatIsSpentAndWhatIsLeftExpires() {
    spendOnThreeDays();
    Agreement credits = agreement("prepaid", CREDITS.formatted("2026-10-21", "300", "270"));
    assertThat(sums(OCTOBER, credits))
        .containsOnly(
            Map.entry("credit_purchase platform", "270"),
            Map.entry("credit_prepaid platform", "-270"),
            Map.entry("credit_drawn red", "-140"),
            Map.entry("credit_drawn blue", "-100"),
            Map.entry("credit_amortised red", "126"),
            Map.entry("credit_amortised blue", "90"),
            Map.entry("credit_expired platform", "54"));
  }

  /// 240 are spent, and no credit pays what another one had cost.
  @Test
  void severalCreditsPayWhatIsSpentOnce() {
    spendOnThreeDays();
    Agreement one = agreement("one", CREDITS.formatted("2027-01-01", "200", "180"));
    Agreement two = agreement("two", CREDITS.formatted("2027-10-01", "500", "450"));
    Dues.Worked worked = worked(OCTOBER, one, two);
    assertThat(total(worked, "one", DueKind.CREDIT_DRAWN)).isEqualTo(Money.usd("-200"));
    assertThat(total(worked, "two", DueKind.CREDIT_DRAWN)).isEqualTo(Money.usd("-40"));
  }

  /// What was drawn and freed is what is booked, although more is known by now.
  @Test
  void whatIsBookedOfDaysBeforeIsWhatCounts() {
    used.add("2026-09-10T08:00:00Z", "openai", "gpt-4o", "red", "web_search", spent(60, "60"));
    Agreement bought =
        agreement(
            "bought",
            CREDITS.replace("2026-10-01", "2026-09-01").formatted("2027-01-01", "100", "100"));
    Agreement free =
        agreement(
            "free",
            """
            {'kind': 'quota', 'provider': 'openai', 'from': '2026-01-01', 'source': 'x',
             'meters': ['web_search'], 'units': 100, 'per': 'year'}
            """);
    used.book(worked(days("2026-09-01", "2026-10-01"), bought, free).dues());
    used.add("2026-09-11T08:00:00Z", "openai", "gpt-4o", "red", "web_search", spent(30, "30"));
    used.add("2026-10-02T08:00:00Z", "openai", "gpt-4o", "red", "web_search", spent(90, "190"));
    assertThat(total(worked(OCTOBER, bought, free), "free", DueKind.QUOTA_CREDIT))
        .as("40 of 90, at 190 for 90")
        .isEqualTo(Money.usd("-84.444444444444"));
    assertThat(total(worked(OCTOBER, bought, free), "bought", DueKind.CREDIT_DRAWN))
        .as("nothing was drawn in September, as all was free")
        .isEqualTo(Money.usd("-100"));
  }

  @Test
  void whatIsBeyondCapacityKeepsItsOwnPrice() {
    used.add("2026-10-05T08:10:00Z", "ptu", "gpt-4o", "red", "input", spent(30_000, "6"));
    String small = PTU.replace("'units': 100", "'units': 1, 'tokens_per_minute': 250");
    // 15,000 tokens are served for a dollar, of 30,000 that were charged 6.
    assertThat(sums(days("2026-10-05", "2026-10-06"), agreement("eu", small)))
        .containsOnly(
            Map.entry("capacity_used red", "-2"), Map.entry("capacity_unused platform", "23"));
  }

  @Test
  void withoutUnitsCallsCostWhatTheyCost() {
    used.add("2026-10-05T08:10:00Z", "ptu", "gpt-4o", "red", "input", spent(30_000, "6"));
    String later = PTU.replace("100", "[{'from': '2026-11-01', 'count': 100}]");
    assertThat(sums(days("2026-10-05", "2026-10-06"), agreement("eu", later))).isEmpty();
  }

  @Test
  void whatWouldTakeTheSameChargesOffCollides() {
    Agreement eu = agreement("eu", PTU.replace("'from'", "'models': ['gpt-4*'], 'from'"));
    assertThat(eu.collides(agreement("us", PTU))).isTrue();
    assertThat(eu.collides(agreement("us", PTU.replace("'from'", "'models': ['o3'], 'from'"))))
        .isFalse();
    assertThat(eu.collides(agreement("us", PTU.replace("'ptu'", "'other'")))).isFalse();
    assertThat(eu.collides(agreement("v", VOLUME.replace("openai", "ptu")))).isFalse();
    assertThat(eu.collides(eu)).as("another version of itself").isFalse();
  }

  @Test
  void creditsThatExpireFirstAreDrawnFirst() {
    spendOnThreeDays();
    Agreement gift = agreement("z-gift", CREDITS.formatted("2026-11-01", "100", "0"));
    Agreement bought = agreement("a-bought", CREDITS.formatted("2027-10-01", "100", "100"));
    Dues.Worked worked = worked(OCTOBER, bought, gift);
    assertThat(total(worked, "z-gift", DueKind.CREDIT_DRAWN)).isEqualTo(Money.usd("-100"));
    assertThat(total(worked, "a-bought", DueKind.CREDIT_DRAWN)).isEqualTo(Money.usd("-100"));
    assertThat(total(worked, "z-gift", DueKind.CREDIT_AMORTISED)).isEqualTo(Money.ZERO);
    LocalDate last =
        worked.dues().stream()
            .filter(due -> due.what().agreement().equals("z-gift"))
            .map(Due::day)
            .max(LocalDate::compareTo)
            .orElseThrow();
    assertThat(last).isEqualTo("2026-10-02");
  }

  private static Money total(Dues.Worked worked, String agreement, DueKind kind) {
    return worked.dues().stream()
        .filter(due -> due.what().agreement().equals(agreement) && due.what().kind() == kind)
        .map(Due::amount)
        .reduce(Money.ZERO, Money::plus);
  }

  /// The discount is of what the quota leaves, credits pay what the discount leaves.
  @Test
  void eachCountsWhatTheOnesBeforeItLeave() {
    used.add("2026-10-01T08:00:00Z", "openai", "gpt-4o", "red", "input", spent(1_000, "100"));
    used.add("2026-10-02T08:00:00Z", "openai", "gpt-4o", "red", "input", spent(1_000, "100"));
    Agreement quota =
        agreement(
            "free",
            """
            {'kind': 'quota', 'provider': 'openai', 'from': '2026-01-01', 'source': 'x',
             'meters': ['input'], 'units': 500}
            """);
    Agreement volume =
        agreement(
            "volume",
            """
            {'kind': 'volume', 'provider': 'openai', 'from': '2026-01-01', 'source': 'x',
             'tiers': [{'over': '50', 'discount_percent': '10'}]}
            """);
    Agreement gift = agreement("gift", CREDITS.formatted("2026-12-01", "1000", "0"));
    Map<String, String> all =
        Map.of("quota_credit red", "-50", "volume_discount red", "-10", "credit_drawn red", "-140");
    assertThat(sums(OCTOBER, gift, volume, quota)).isEqualTo(new TreeMap<>(all));

    // The same of the second day alone, when what is due of the first is booked.
    used.book(worked(days("2026-10-01", "2026-10-02"), gift, volume, quota).dues());
    assertThat(sums(days("2026-10-02", "2026-11-01"), gift, volume, quota))
        .containsOnly(
            Map.entry("volume_discount red", "-10"), Map.entry("credit_drawn red", "-90"));
  }

  @Test
  void whatIsNotCoveredIsNotCounted() {
    used.add("2026-10-01T08:00:00Z", "openai", "o3", "red", "input", spent(1_000, "70"));
    used.add("2026-10-01T08:00:00Z", "azure", "gpt-4o", "red", "input", spent(1_000, "70"));
    used.add("2026-10-01T08:00:00Z", "openai", "gpt-4o-mini", "red", "input", spent(1_000, "7"));
    Agreement gift =
        agreement(
            "gift",
            CREDITS
                .formatted("2026-12-01", "1000", "0")
                .replace("'from'", "'models': ['gpt-4o*'], 'from'"));
    assertThat(sums(OCTOBER, gift)).containsOnly(Map.entry("credit_drawn red", "-7"));
  }

  @Test
  void withoutARateItSaysSoAndSoDoThoseThatCountWhatItLeaves() {
    spendOnThreeDays();
    Agreement yen =
        agreement(
            "yen", COMMITMENT.formatted("1000").replace("'source'", "'currency': 'JPY', 'source'"));
    Agreement gift = agreement("gift", CREDITS.formatted("2026-12-01", "1000", "0"));
    Agreement other =
        agreement("other", CREDITS.formatted("2026-12-01", "5", "5").replace("openai", "azure"));
    Dues.Worked worked = worked(OCTOBER, yen, gift, other);
    assertThat(worked.unknown())
        .containsOnly(
            Map.entry("yen", "no rate of JPY on 2026-10-01"),
            Map.entry("gift", "it counts what 'yen' leaves"));
    assertThat(worked.dues()).extracting(due -> due.what().agreement()).containsOnly("other");
  }

  @Test
  void whatIsWrittenWrongIsRefusedByName() {
    refused("{'kind': 'lease'}", "field 'from' is missing");
    refused(PTU.replace("capacity", "lease"), "field 'kind' is one of", "was 'lease'");
    refused(
        PTU.replace("'1.00'", "'one'"),
        "field 'price' is a decimal number of at most 30 digits in quotes, was 'one'");
    refused(PTU.replace("'1.00'", "'-1'"), "price must not be negative, was -1");
    refused(PTU.replace("100", "-3"), "units are not negative", "was -3");
    refused(
        PTU.replace("'2026-10-01'", "'October'"),
        "field 'from' is a day of 2000 to 2100, as 2026-10-01");
    refused(
        PTU.replace("'unit'", "'weights': {'images': '2'}, 'unit'"),
        "weights are of",
        "was 'images'");
    refused(PTU.replace("'unit'", "'per': 'month', 'unit'"), "there is no field 'per'");
    refused(
        CREDITS.formatted("2026-10-01", "5", "5"),
        "until is after from 2026-10-01, was 2026-10-01");
    refused(VOLUME.replace("'200'", "'50'"), "tiers rise, was 50 after 100");
    refused(
        VOLUME.replace("'from'", "'cliff': true, 'per': 'year', 'from'"), "per is day or month");
    refused(PTU.replace("2026-10-01", "-999999999-01-01"), "field 'from' is a day of 2000 to 2100");
    refused(PTU.replace("'1.00'", "'1e200000'"), "at most 30 digits");
    refused(VOLUME.replace("'20'", "'120'"), "discount_percent is 0 to 100, was 120");
    refused(
        """
        {'kind': 'fee', 'provider': 'x', 'from': '2026-10-01', 'per': 'term', 'price': '1',
         'source': 'x'}
        """,
        "until is needed");
  }

  private static void refused(String json, String... said) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> agreement("wrong", json))
        .withMessageContaining("agreement 'wrong'")
        .satisfies(refusal -> assertThat(refusal.getMessage()).contains(said));
  }
}
