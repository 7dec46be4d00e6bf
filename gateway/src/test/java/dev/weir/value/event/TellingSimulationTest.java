package dev.weir.value.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.store.Database;
import dev.weir.value.event.OutcomeSums.By;
import dev.weir.value.event.OutcomeSums.Restatement;
import dev.weir.value.event.OutcomeSums.Span;
import dev.weir.value.event.Taken.Clashing;
import dev.weir.value.event.Taken.Done;
import dev.weir.value.evidence.Haircut;
import dev.weir.value.outcome.Appraisal.Appraised;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Outcomes told, corrected and taken back in any order, beside a model that is only a map.
@Timeout(120)
class TellingSimulationTest {
  private static final int STEPS = 250;
  private static final int IDS = 25;
  private static final Instant BEGIN = Instant.parse("2026-08-01T00:00:00Z");
  private static final List<String> USE_CASES = List.of("support", "search");

  @TempDir private Path folder;

  /// What is known of an id.
  private record Known(Appraised told, boolean inForce) {}

  /// What a batch should become; nothing = it clashes.
  private record Expected(Map<String, Known> after, Optional<Done> done) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void isAlwaysWhatTheModelSays(long seed) {
    Random random = new Random(seed);
    Map<String, Known> model = new HashMap<>();
    Map<YearMonth, Map<String, Known>> atMonthsEnd = new TreeMap<>();
    Instant now = BEGIN;
    try (Outcomes outcomes =
        Outcomes.open(
            folder.resolve("o.duckdb"), new Database.Settings(64, 1, 2), () -> Haircut.USUAL)) {
      for (int step = 0; step < STEPS; step++) {
        String label = "seed %d, step %d".formatted(seed, step);
        YearMonth month = month(now);
        now = now.plusSeconds(random.nextInt(60_000));
        if (!month(now).equals(month)) {
          atMonthsEnd.put(month, new HashMap<>(model));
        }
        if (random.nextInt(4) == 0) {
          takeBack(outcomes, model, random, now, label);
        } else {
          tell(outcomes, model, random, now, label);
        }
      }
      same(outcomes, model, "seed " + seed);
      atMonthsEnd.forEach((month, then) -> restated(outcomes, month, then, model, seed));
    }
  }

  private static YearMonth month(Instant at) {
    return YearMonth.parse(at.toString().substring(0, 7));
  }

  private static void tell(
      Outcomes outcomes, Map<String, Known> model, Random random, Instant now, String label) {
    boolean correcting = random.nextBoolean();
    List<Appraised> batch = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      batch.add(one(random));
    }
    Expected expected = expected(model, batch, correcting);

    boolean rehearsal = random.nextInt(9) == 0;
    Taken taken =
        outcomes.take(batch, new Outcomes.Order(now, "anna", "why", correcting), rehearsal);

    if (expected.done().isEmpty()) {
      assertThat(taken).as(label).isInstanceOf(Clashing.class);
      return;
    }
    assertThat(taken).as(label).isEqualTo(expected.done().get());
    if (!rehearsal) {
      model.putAll(expected.after());
    }
  }

  private static Appraised one(Random random) {
    String useCase = USE_CASES.get(random.nextInt(5) == 0 ? 1 : 0);
    String other = useCase.equals("support") ? "search" : "support";
    String day = "2026-%02d-%02d".formatted(8 + random.nextInt(2), 1 + random.nextInt(28));
    List<String> fields =
        new ArrayList<>(
            List.of(
                "quantity",
                Integer.toString(1 + random.nextInt(2)),
                "user",
                "u" + random.nextInt(3)));
    if (random.nextInt(5) == 0) {
      fields.addAll(List.of("share:" + useCase, "0.7", "share:" + other, "0.3"));
    }
    return Told.of(useCase, "T-" + random.nextInt(IDS), day, fields.toArray(String[]::new));
  }

  private static Expected expected(
      Map<String, Known> model, List<Appraised> batch, boolean correcting) {
    Map<String, Known> after = new HashMap<>(model);
    int recorded = 0;
    int corrected = 0;
    int same = 0;
    int takenBack = 0;
    for (Appraised each : batch) {
      String id = each.told().id();
      Optional<Known> known = Optional.ofNullable(after.get(id));
      boolean own =
          known.filter(it -> it.told().told().useCase().equals(each.told().useCase())).isPresent();
      boolean free = known.isEmpty() || (!own && !known.get().inForce());
      boolean equal = known.filter(it -> it.told().equals(each)).isPresent();
      if (free && !correcting) {
        recorded++;
        after.put(id, new Known(each, true));
      } else if (free || !own) {
        return new Expected(model, Optional.empty());
      } else if (equal && known.get().inForce()) {
        same++;
      } else if (correcting) {
        corrected++;
        after.put(id, new Known(each, true));
      } else if (!known.get().inForce()) {
        takenBack++;
      } else {
        return new Expected(model, Optional.empty());
      }
    }
    return new Expected(after, Optional.of(new Done(recorded, corrected, same, takenBack)));
  }

  private static void takeBack(
      Outcomes outcomes, Map<String, Known> model, Random random, Instant now, String label) {
    String id = "T-" + random.nextInt(IDS);
    String useCase = USE_CASES.get(random.nextInt(2));
    Optional<Known> known =
        Optional.ofNullable(model.get(id))
            .filter(it -> it.inForce() && it.told().told().useCase().equals(useCase));

    List<String> done =
        outcomes.takeBack(useCase, Set.of(id), new Outcomes.Order(now, "berta", "void", false));

    assertThat(done).as(label).isEqualTo(known.isPresent() ? List.of(id) : List.of());
    known.ifPresent(it -> model.put(id, new Known(it.told(), false)));
  }

  private static void same(Outcomes outcomes, Map<String, Known> model, String label) {
    Span all = new Span("", BEGIN, Instant.parse("2027-01-01T00:00:00Z"));
    Map<String, BigDecimal> found = new TreeMap<>();
    outcomes
        .sums()
        .each(
            By.USER,
            all,
            OutcomeSums.NOW,
            group -> found.put(group.key(), group.sum().quantity().setScale(3)));
    assertThat(found)
        .as(label)
        .isEqualTo(quantities(model, all, told -> told.told().links().user()));
  }

  /// Quantities by whatever an outcome has, of a use case or of all.
  private static Map<String, BigDecimal> quantities(
      Map<String, Known> model, Span span, Function<Appraised, String> key) {
    Map<String, BigDecimal> sums = new TreeMap<>();
    for (Known known : model.values()) {
      Instant at = known.told().told().occurredAt();
      if (known.inForce() && !at.isBefore(span.from()) && at.isBefore(span.to())) {
        BigDecimal share =
            span.useCase().isEmpty()
                ? BigDecimal.ONE
                : known.told().told().parts().getOrDefault(span.useCase(), BigDecimal.ZERO);
        BigDecimal part = known.told().told().quantity().multiply(share).setScale(3);
        if (part.signum() > 0) {
          sums.merge(key.apply(known.told()), part, BigDecimal::add);
        }
      }
    }
    return sums;
  }

  /// What was known at a month's end is what the model knew then, and with every line that came
  /// later it is what is known now.
  private static void restated(
      Outcomes outcomes,
      YearMonth month,
      Map<String, Known> then,
      Map<String, Known> now,
      long seed) {
    for (String useCase : USE_CASES) {
      Span span = Span.of(useCase, month);
      String label = "seed %d, %s of %s".formatted(seed, month, useCase);
      BigDecimal before = outcomes.sums().total(span, span.to()).quantity();
      BigDecimal lines =
          outcomes.sums().restatements(span, span.to(), 100_000).stream()
              .map(Restatement::quantity)
              .reduce(BigDecimal.ZERO, BigDecimal::add);
      assertThat(before).as(label).isEqualByComparingTo(total(then, span));
      assertThat(before.add(lines)).as(label).isEqualByComparingTo(total(now, span));
    }
  }

  private static BigDecimal total(Map<String, Known> model, Span span) {
    return quantities(model, span, _ -> "").getOrDefault("", BigDecimal.ZERO);
  }
}
