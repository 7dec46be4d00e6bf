package dev.weir.exchange.reconcile;

import dev.weir.exchange.bill.Kind;
import dev.weir.exchange.bill.Reading;
import dev.weir.exchange.source.BillFile;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/// October 2026 as three books have it: calls from a seed, written down by the ledger, by a
/// provider's usage and by its bill, each by this class's own arithmetic, with differences planted
/// in them.
final class SimulatedMonth {
  static final LocalDate FIRST = LocalDate.of(2026, 10, 1);
  static final LocalDate AFTER = LocalDate.of(2026, 11, 1);
  static final BigDecimal UNEXPLAINED = new BigDecimal("12.34");
  static final BigDecimal CREDIT = new BigDecimal("500");
  static final BigDecimal FOUND_CREDIT = new BigDecimal("120");
  static final BigDecimal OVERPRICE = new BigDecimal("1.25");
  static final String OVERPRICED = "o9-think";
  static final String STRANGE_KEY = "key_strange";

  private static final Map<String, String> KEYS = Map.of("key_one", "one", "key_two", "two");
  private static final Map<String, Map<String, String>> PRICES =
      Map.of(
          "gpt-4o",
          Map.of("input", "2.5", "cache_read", "1.25", "output", "10"),
          "gpt-mini",
          Map.of("input", "0.15", "cache_read", "0.075", "output", "0.6"),
          OVERPRICED,
          Map.of("input", "15", "cache_read", "7.5", "output", "60"));
  private static final List<String> MODELS = List.of("gpt-4o", "gpt-mini", OVERPRICED);

  /// A difference that must be found.
  record Planted(Book against, Cause cause, Place place, BigDecimal quantity) {}

  private record Call(String key, String model, LocalDate day, Map<String, Long> used) {
    Call on(LocalDate other) {
      return new Call(key, model, other, used);
    }
  }

  private final Random random;
  private final int billDigits;
  final List<Planted> planted = new ArrayList<>();
  final Map<Cause, BigDecimal> money = new TreeMap<>();
  Place unexplained = new Place("", "", "", FIRST);
  private final Map<Place, LedgerSum> ledger = new TreeMap<>();
  private final Map<Place, BigDecimal> usage = new TreeMap<>();
  private final Map<Place, BigDecimal> billed = new TreeMap<>();
  private final List<LocalDate> free = new ArrayList<>();

  /// @param billDigits decimals that the bill's amounts are rounded to
  SimulatedMonth(long seed, int billDigits) {
    this.random = new Random(seed);
    this.billDigits = billDigits;
    // Two days apart at least, so that one difference is not beside another.
    for (LocalDate day = FIRST.plusDays(1);
        day.isBefore(AFTER.minusDays(3));
        day = day.plusDays(3)) {
      free.add(day);
    }
    Collections.shuffle(free, random);
    quietMonth();
    shift("one", MODELS.get(random.nextInt(3)), free.removeFirst());
    shift("two", MODELS.get(random.nextInt(3)), free.removeFirst());
    overTheEndOfTheMonth();
    bypass();
    twiceInTheLedger();
    twiceInTheUsage();
    correctedLater();
    wrongPrice();
    money.merge(Cause.CREDIT, CREDIT.subtract(FOUND_CREDIT), BigDecimal::add);
  }

  private Call call(String key, String model, LocalDate day) {
    return new Call(
        key,
        model,
        day,
        Map.of(
            "input", 1_000L + random.nextInt(900_000),
            "cache_read", 500L + random.nextInt(700_000),
            "output", 100L + random.nextInt(90_000)));
  }

  private void quietMonth() {
    for (LocalDate day = FIRST.minusDays(1); !day.isAfter(AFTER); day = day.plusDays(1)) {
      for (String key : KEYS.values()) {
        for (String model : MODELS) {
          for (int i = 0; i < 2 + random.nextInt(4); i++) {
            everywhere(call(key, model, day));
          }
        }
      }
    }
  }

  private void everywhere(Call call) {
    inLedger(call, Share.NONE, 1);
    each(call, (place, used) -> inUsage(place, used, 1));
    each(call, (place, used) -> inBill(place, used));
    inUsage(request(call), 1, 1);
  }

  private static void each(Call call, BiConsumer<Place, Long> with) {
    call.used.forEach(
        (meter, used) -> with.accept(new Place(call.key, call.model, meter, call.day), used));
  }

  private static Place request(Call call) {
    return new Place(call.key, call.model, "request", call.day);
  }

  /// @param late what of its output a correction changed later
  private void inLedger(Call call, Share late, int times) {
    each(
        call,
        (place, used) -> {
          Share all = new Share(BigDecimal.valueOf(used), cost(place, used));
          add(
              place,
              all,
              times > 1 ? all : Share.NONE,
              place.meter().equals("output") ? late : Share.NONE);
        });
    Share one = new Share(BigDecimal.ONE, BigDecimal.ZERO);
    add(request(call), one, times > 1 ? one : Share.NONE, Share.NONE);
  }

  private void add(Place place, Share all, Share doubled, Share late) {
    ledger.merge(
        place,
        new LedgerSum(
            place.key(),
            place.model(),
            place.meter(),
            place.day(),
            "",
            all.quantity(),
            all.cost(),
            Share.NONE,
            doubled,
            late),
        SimulatedMonth::plus);
  }

  private static LedgerSum plus(LedgerSum a, LedgerSum b) {
    return new LedgerSum(
        a.key(),
        a.model(),
        a.meter(),
        a.day(),
        "",
        a.quantity().add(b.quantity()),
        a.cost().add(b.cost()),
        Share.NONE,
        a.doubled().plus(b.doubled()),
        a.late().plus(b.late()));
  }

  private void inUsage(Place place, long used, int times) {
    usage.merge(place, BigDecimal.valueOf(used * times), BigDecimal::add);
  }

  private void inBill(Place place, long used) {
    billed.merge(place.withoutKey(), BigDecimal.valueOf(used), BigDecimal::add);
  }

  private static BigDecimal price(Place place) {
    return new BigDecimal(
            PRICES.getOrDefault(place.model(), Map.of()).getOrDefault(place.meter(), "0"))
        .movePointLeft(6);
  }

  private static BigDecimal cost(Place place, long used) {
    return price(place).multiply(BigDecimal.valueOf(used));
  }

  private void plant(Book against, Cause cause, Place place, long quantity) {
    planted.add(new Planted(against, cause, place, BigDecimal.valueOf(quantity)));
  }

  /// The provider books a call on the next day.
  private void shift(String key, String model, LocalDate day) {
    Call call = call(key, model, day);
    Call next = call.on(day.plusDays(1));
    inLedger(call, Share.NONE, 1);
    each(next, (place, used) -> inUsage(place, used, 1));
    each(next, (place, used) -> inBill(place, used));
    inUsage(request(next), 1, 1);
    each(call, (place, used) -> shifted(place, -used));
    each(next, (place, used) -> shifted(place, used));
    plant(Book.USAGE, Cause.DAY_SHIFT, request(call), -1);
    plant(Book.USAGE, Cause.DAY_SHIFT, request(next), 1);
    money.merge(Cause.DAY_SHIFT, BigDecimal.ZERO, BigDecimal::add);
  }

  private void shifted(Place place, long used) {
    plant(Book.USAGE, Cause.DAY_SHIFT, place, used);
    plant(Book.BILL, Cause.DAY_SHIFT, place.withoutKey(), used);
  }

  /// The provider books a call of the last day in the next month.
  private void overTheEndOfTheMonth() {
    Call call = call("one", "gpt-4o", AFTER.minusDays(1));
    Call next = call.on(AFTER);
    inLedger(call, Share.NONE, 1);
    each(next, (place, used) -> inUsage(place, used, 1));
    each(next, (place, used) -> inBill(place, used));
    inUsage(request(next), 1, 1);
    each(
        call,
        (place, used) -> {
          shifted(place, -used);
          money.merge(Cause.DAY_SHIFT, cost(place, used).negate(), BigDecimal::add);
        });
    plant(Book.USAGE, Cause.DAY_SHIFT, request(call), -1);
  }

  private void bypass() {
    for (int i = 0; i < 2; i++) {
      Call call = call(STRANGE_KEY, "gpt-mini", free.removeFirst());
      each(
          call,
          (place, used) -> {
            inUsage(place, used, 1);
            inBill(place, used);
            plant(Book.USAGE, Cause.BYPASS, place, used);
            plant(Book.BILL, Cause.BYPASS, place.withoutKey(), used);
            money.merge(Cause.BYPASS, cost(place, used), BigDecimal::add);
          });
      inUsage(request(call), 1, 1);
      plant(Book.USAGE, Cause.BYPASS, request(call), 1);
    }
  }

  /// A turn with two tools that was told to the ledger a second time.
  private void twiceInTheLedger() {
    Call call = call("two", "gpt-4o", free.removeFirst());
    everywhere(call);
    inLedger(call, Share.NONE, 2);
    each(
        call,
        (place, used) -> {
          plant(Book.USAGE, Cause.DOUBLE_REPORT, place, -used);
          plant(Book.BILL, Cause.DOUBLE_REPORT, place.withoutKey(), -used);
          money.merge(Cause.DOUBLE_REPORT, cost(place, used).negate(), BigDecimal::add);
        });
    plant(Book.USAGE, Cause.DOUBLE_REPORT, request(call), -1);
  }

  /// A turn with two tools that the provider's usage has twice and bills once.
  private void twiceInTheUsage() {
    Call call = call("one", "gpt-mini", free.removeFirst());
    everywhere(call);
    each(
        call,
        (place, used) -> {
          inUsage(place, used, 1);
          plant(Book.USAGE, Cause.DOUBLE_REPORT, place, used);
        });
    inUsage(request(call), 1, 1);
    plant(Book.USAGE, Cause.DOUBLE_REPORT, request(call), 1);
  }

  /// What a call put out was corrected in the ledger after the provider's books were made.
  private void correctedLater() {
    Call call = call("two", "gpt-mini", free.removeFirst());
    long before = call.used.getOrDefault("output", 0L);
    long now = before + 4_321;
    Place output = new Place(call.key, call.model, "output", call.day);
    Share late = new Share(BigDecimal.valueOf(now - before), cost(output, now - before));
    Map<String, Long> corrected = new TreeMap<>(call.used);
    corrected.put("output", now);
    inLedger(new Call(call.key, call.model, call.day, corrected), late, 1);
    each(call, (place, used) -> inUsage(place, used, 1));
    each(call, (place, used) -> inBill(place, used));
    inUsage(request(call), 1, 1);
    plant(Book.USAGE, Cause.LATE_CORRECTION, output, before - now);
    plant(Book.BILL, Cause.LATE_CORRECTION, output.withoutKey(), before - now);
    money.merge(Cause.LATE_CORRECTION, late.cost().negate(), BigDecimal::add);
  }

  private void wrongPrice() {
    billed.forEach((place, used) -> {
      if (place.model().equals(OVERPRICED) && place.meter().equals("output") && inMonth(place)) {
        BigDecimal more = used.multiply(price(place)).multiply(OVERPRICE.subtract(BigDecimal.ONE));
        planted.add(new Planted(Book.BILL, Cause.CONTRACT_PRICE, place, BigDecimal.ZERO));
        money.merge(Cause.CONTRACT_PRICE, more, BigDecimal::add);
      }
    });
    List<Place> places = billed.keySet().stream().filter(SimulatedMonth::inMonth).toList();
    unexplained = places.get(random.nextInt(places.size()));
  }

  private static boolean inMonth(Place place) {
    return !place.day().isBefore(FIRST) && place.day().isBefore(AFTER);
  }

  Question question() {
    return new Question(
        new Days(FIRST, AFTER),
        List.copyOf(ledger.values()),
        List.of(statement(Kind.USAGE, usagePages()), statement(Kind.BILL, billPages())),
        KEYS,
        Optional.of(CREDIT),
        name -> name.replaceAll("-\\d{4}-\\d{2}-\\d{2}$", ""));
  }

  private static Statement statement(Kind kind, String text) {
    Reading reading = new BillFile(kind.code() + ".json", text).read(Optional.empty());
    return new Statement(reading.form(), reading.file(), reading.period(), reading.lines());
  }

  private String usagePages() {
    List<String> buckets = new ArrayList<>();
    for (LocalDate day = FIRST.minusDays(1); !day.isAfter(AFTER); day = day.plusDays(1)) {
      buckets.add(bucket(day, usageOf(day)));
    }
    return page(buckets);
  }

  private List<String> usageOf(LocalDate day) {
    List<String> results = new ArrayList<>();
    List<String> keys = new ArrayList<>(KEYS.keySet());
    keys.add(STRANGE_KEY);
    for (String id : keys) {
      for (String model : MODELS) {
        Place place = new Place(KEYS.getOrDefault(id, id), model, "request", day);
        if (usage.containsKey(place)) {
          long cached = of(place, "cache_read");
          results.add(
              """
              {"object": "organization.usage.completions.result", "input_tokens": %d,
               "input_cached_tokens": %d, "output_tokens": %d, "num_model_requests": %d,
               "project_id": "proj_1", "api_key_id": "%s", "model": "%s-2026-05-01"}
              """
                  .formatted(
                      of(place, "input") + cached,
                      cached,
                      of(place, "output"),
                      of(place, "request"),
                      id,
                      model));
        }
      }
    }
    return results;
  }

  private long of(Place place, String meter) {
    return usage.getOrDefault(place.withMeter(meter), BigDecimal.ZERO).longValueExact();
  }

  private String billPages() {
    List<String> buckets = new ArrayList<>();
    for (LocalDate day = FIRST.minusDays(1); !day.isAfter(AFTER); day = day.plusDays(1)) {
      List<String> results = new ArrayList<>();
      for (Map.Entry<Place, BigDecimal> line : billed.entrySet()) {
        if (line.getKey().day().equals(day)) {
          results.add(cost(line.getKey(), line.getValue()));
        }
      }
      if (day.equals(FIRST.plusDays(9))) {
        results.add(
            """
            {"amount": {"value": -%s, "currency": "usd"}, "line_item": "promotional credit"}
            """
                .formatted(FOUND_CREDIT));
      }
      buckets.add(bucket(day, results));
    }
    return page(buckets);
  }

  private String cost(Place place, BigDecimal used) {
    boolean dear = place.model().equals(OVERPRICED) && place.meter().equals("output");
    BigDecimal due = used.multiply(price(place)).multiply(dear ? OVERPRICE : BigDecimal.ONE);
    BigDecimal more = place.equals(unexplained) ? UNEXPLAINED : BigDecimal.ZERO;
    String meter = place.meter().equals("cache_read") ? "cached input" : place.meter();
    return """
    {"amount": {"value": %s, "currency": "usd"}, "line_item": "%s, %s", "project_id": "proj_1",
     "quantity": %s, "quantity_unit": "tokens"}
    """
        .formatted(
            due.add(more).setScale(billDigits, RoundingMode.HALF_EVEN).toPlainString(),
            place.model(),
            meter,
            used);
  }

  private static String bucket(LocalDate day, List<String> results) {
    return "{\"start_time\": %d, \"end_time\": %d, \"results\": [%s]}"
        .formatted(
            day.atStartOfDay(ZoneOffset.UTC).toEpochSecond(),
            day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toEpochSecond(),
            String.join(",", results));
  }

  private static String page(List<String> buckets) {
    return "{\"object\": \"page\", \"data\": [%s], \"has_more\": false, \"next_page\": null}"
        .formatted(String.join(",", buckets));
  }
}
