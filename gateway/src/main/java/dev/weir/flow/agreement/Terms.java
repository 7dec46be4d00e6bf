package dev.weir.flow.agreement;

import dev.weir.flow.catalogue.Meter;
import dev.weir.flow.catalogue.UnitPrice;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What an agreement says. Kinds that come first are worked out first: each counts what the ones
/// before it have left.
public sealed interface Terms {

  /// Throughput, machines or hosting, paid by the hour whether used or not.
  ///
  /// @param price of a unit and hour
  /// @param tokensPerMinute that a unit serves; nothing = whoever is served in an hour bears all of
  ///   it
  /// @param weights how much a token of a meter counts against it; 1 where not said
  /// @param monthly what belongs to its cost besides, by what it is: staff, platform
  record Capacity(
      Units units,
      UnitPrice price,
      Optional<Long> tokensPerMinute,
      Map<String, BigDecimal> weights,
      Map<String, UnitPrice> monthly)
      implements Terms {
    public Capacity {
      weights = Map.copyOf(new TreeMap<>(weights));
      monthly = Map.copyOf(new TreeMap<>(monthly));
      tokensPerMinute.ifPresent(tokens -> requireAbove("tokens_per_minute", tokens));
      weights.forEach((meter, weight) -> {
        if (weight.signum() < 0 || weight.precision() > 12) {
          throw new IllegalArgumentException(
              "weights.%s is not negative and has at most 12 digits, was %s"
                  .formatted(meter, weight));
        }
      });
    }
  }

  /// A price for each unit, spread over the days it is for: seats, support, a fine-tuning run.
  ///
  /// @param per month; nothing = once, for the whole term
  record Fee(Units units, UnitPrice price, Optional<Every> per) implements Terms {
    public Fee {
      per.ifPresent(every -> {
        if (every == Every.DAY) {
          throw new IllegalArgumentException("per is month, quarter, year or term, was day");
        }
      });
    }
  }

  /// Units of some meters that cost nothing, the first ones of each period.
  record Quota(Set<String> meters, long units, Every per) implements Terms {
    public Quota {
      meters = Set.copyOf(new TreeSet<>(meters));
      requireAbove("units", units);
      if (meters.isEmpty()) {
        throw new IllegalArgumentException("meters names what is free, was empty");
      }
      for (String meter : meters) {
        if (Meter.named(meter).isEmpty()) {
          throw new IllegalArgumentException(
              "meters are those of prices, as web_search, was '%s'".formatted(meter));
        }
      }
    }
  }

  /// A discount that grows with what a period has seen.
  ///
  /// @param by what is counted
  /// @param cliff whether a tier that is reached holds for the whole period, and not just for what
  ///   is beyond it
  record Volume(Count by, List<Tier> tiers, Every per, boolean cliff) implements Terms {
    private static final BigDecimal ALL = BigDecimal.valueOf(100);

    /// What a tier begins at.
    public enum Count {
      USD,
      TOKENS
    }

    /// @param over more than so many dollars or tokens
    public record Tier(BigDecimal over, BigDecimal discountPercent) {}

    public Volume {
      tiers = List.copyOf(tiers);
      BigDecimal last = BigDecimal.ONE.negate();
      for (Tier tier : tiers) {
        if (tier.over().compareTo(last) <= 0 || tier.over().precision() > 30) {
          throw new IllegalArgumentException(
              "tiers rise, was %s after %s".formatted(tier.over(), last));
        }
        if (tier.discountPercent().signum() < 0 || tier.discountPercent().compareTo(ALL) > 0) {
          throw new IllegalArgumentException(
              "discount_percent is 0 to 100, was " + tier.discountPercent());
        }
        last = tier.over();
      }
      if (cliff && per != Every.DAY && per != Every.MONTH) {
        throw new IllegalArgumentException(
            "per is day or month where a tier holds for all of it (cliff), as months before may be closed, was "
                + per.name().toLowerCase(Locale.ROOT));
      }
      if (tiers.isEmpty() || tiers.size() > Units.STEPS_MAX) {
        throw new IllegalArgumentException(
            "there are 1 to %d tiers, was %d".formatted(Units.STEPS_MAX, tiers.size()));
      }
    }
  }

  /// What is paid at least in each period, a minimum charge too.
  ///
  /// @param price of a period; of one that the term cuts, its days' part
  /// @param overagePercent what is charged beyond the price for spend above it
  record Commitment(UnitPrice price, Every per, Optional<BigDecimal> overagePercent)
      implements Terms {
    public Commitment {
      overagePercent.ifPresent(percent -> {
        if (percent.signum() <= 0 || percent.precision() > 12) {
          throw new IllegalArgumentException("overage_percent is above 0, was " + percent);
        }
      });
    }
  }

  /// Spend that is paid in advance, from the first day of the term to its last.
  ///
  /// @param credit what can be spent
  /// @param paid what that cost; 0 of credits that are given
  record Credits(UnitPrice credit, UnitPrice paid) implements Terms {
    public Credits {
      if (credit.amount().signum() == 0) {
        throw new IllegalArgumentException("credit is above 0, was 0");
      }
    }
  }

  /// How many units, by the day they are changed.
  ///
  /// @param unit what one is: `PTU`, `H100`, `seat`
  /// @param steps by their first day, none before the first
  record Units(String unit, List<Step> steps) {
    static final int STEPS_MAX = 100;

    private static final int UNIT_MAX = 40;

    /// @param count not negative
    public record Step(LocalDate from, long count) {}

    public Units {
      steps = List.copyOf(steps);
      if (unit.isBlank() || unit.length() > UNIT_MAX) {
        throw new IllegalArgumentException(
            "unit has 1 to %d characters, was '%s'".formatted(UNIT_MAX, unit));
      }
      if (steps.isEmpty() || steps.size() > STEPS_MAX) {
        throw new IllegalArgumentException(
            "units change 1 to %d times, was %d".formatted(STEPS_MAX, steps.size()));
      }
      LocalDate last = LocalDate.MIN;
      for (Step step : steps) {
        if (step.count() < 0 || !step.from().isAfter(last)) {
          throw new IllegalArgumentException(
              "units are not negative and their days rise, was %d from %s"
                  .formatted(step.count(), step.from()));
        }
        last = step.from();
      }
    }

    long on(LocalDate day) {
      return steps.reversed().stream()
          .filter(step -> !step.from().isAfter(day))
          .findFirst()
          .map(Step::count)
          .orElse(0L);
    }
  }

  /// Where it stands in the order in which kinds are worked out.
  default int rank() {
    return switch (this) {
      case Capacity _ -> 0;
      case Fee _ -> 1;
      case Quota _ -> 2;
      case Volume _ -> 3;
      case Commitment _ -> 4;
      case Credits _ -> 5;
    };
  }

  private static void requireAbove(String field, long value) {
    if (value < 1) {
      throw new IllegalArgumentException("%s is 1 or more, was %d".formatted(field, value));
    }
  }
}
