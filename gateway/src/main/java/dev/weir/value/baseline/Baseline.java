package dev.weir.value.baseline;

import dev.weir.base.stats.Confidence;
import dev.weir.value.evidence.Evidence;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a unit of a use case's work took without AI.
///
/// @param useCase its id
/// @param unit what is counted: `ticket`
/// @param origin how its figures are known
/// @param figures at least one of them
/// @param consequences of errors, by class
/// @param seasonality what of the period is unlike the rest of the year, in words
/// @param expires from this day of UTC on it bears no claim
public record Baseline(
    String useCase,
    String unit,
    Origin origin,
    Figures figures,
    List<Consequence> consequences,
    Optional<String> seasonality,
    LocalDate expires,
    Optional<Measured> measured)
    implements Comparand {
  private static final int CLASSES_MAX = 50;

  /// @param n how many units were observed; an estimate has none
  /// @param confidence of the intervals
  /// @param evidence what a value may claim that rests on it alone
  public record Origin(
      Source source,
      Optional<Long> n,
      Optional<Period> period,
      Confidence confidence,
      Evidence evidence) {
    public Origin {
      if (source != Source.ESTIMATED && (n.isEmpty() || period.isEmpty())) {
        throw new IllegalArgumentException(
            "field '%s' is there where field 'source' is %s, was missing"
                .formatted(n.isEmpty() ? "n" : "from", source.code()));
      }
      if (n.isPresent() && n.get() < 1) {
        throw new IllegalArgumentException("field 'n' is 1 at least, was " + n.get());
      }
      if (source == Source.ESTIMATED && evidence != Evidence.OPINION) {
        throw new IllegalArgumentException(
            "field 'evidence' of an estimate is opinion, was " + evidence.code());
      }
    }
  }

  /// @param volume units a month
  /// @param minutes of a person's time a unit
  /// @param costUsd a unit
  /// @param errorRate share of units with an error
  public record Figures(
      Optional<Figure> volume,
      Optional<Figure> minutes,
      Optional<Figure> costUsd,
      Optional<Figure> errorRate) {
    public Figures {
      if (errorRate.isPresent() && errorRate.get().high().compareTo(BigDecimal.ONE) > 0) {
        throw new IllegalArgumentException(
            "field 'error_rate' is at most 1 with its interval, was "
                + errorRate.get().high().toPlainString());
      }
    }

    boolean isEmpty() {
      return volume.isEmpty() && !isOfUnit();
    }

    boolean isOfUnit() {
      return minutes.isPresent() || costUsd.isPresent() || errorRate.isPresent();
    }
  }

  /// What it was computed from.
  public record Measured(Pilot pilot, Observed observed) {}

  public Baseline {
    consequences = List.copyOf(consequences);
    if (figures.isEmpty()) {
      throw new IllegalArgumentException(
          "a baseline has one of volume_per_month, minutes_per_unit, cost_per_unit_usd and"
              + " error_rate at least, was none");
    }
    if (origin.source() == Source.SAMPLED) {
      requireInterval("minutes_per_unit", figures.minutes());
      requireInterval("cost_per_unit_usd", figures.costUsd());
      requireInterval("error_rate", figures.errorRate());
    }
    if (origin.period().isPresent() && expires.isBefore(origin.period().get().until())) {
      throw new IllegalArgumentException(
          "field 'expires' is not before field 'until', was %s before %s"
              .formatted(expires, origin.period().get().until()));
    }
    requireDistinct(consequences);
  }

  private static void requireInterval(String name, Optional<Figure> figure) {
    if (figure.isPresent() && figure.get().range().isEmpty()) {
      throw new IllegalArgumentException(
          "field '%s' of a sample has its interval, low and high, was %s alone"
              .formatted(name, figure.get().value().toPlainString()));
    }
  }

  static void requireDistinct(List<Consequence> consequences) {
    if (consequences.size() > CLASSES_MAX) {
      throw new IllegalArgumentException(
          "field 'consequences' has at most %d classes, was %d"
              .formatted(CLASSES_MAX, consequences.size()));
    }
    Set<String> names = new HashSet<>();
    for (Consequence each : consequences) {
      if (!names.add(each.name())) {
        throw new IllegalArgumentException(
            "field 'consequences' names each class once, was '%s' twice".formatted(each.name()));
      }
    }
  }

  /// Dollars a unit loses to its errors on average.
  public BigDecimal expectedLossUsd() {
    return consequences.stream()
        .map(Consequence::expectedLossUsd)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /// Dollars a month loses to errors, as many units as there are; nothing without a volume.
  public Optional<BigDecimal> expectedLossUsdPerMonth() {
    return figures.volume().map(volume -> volume.value().multiply(expectedLossUsd()));
  }

  public boolean isStale(Instant at) {
    return !expires.isAfter(LocalDate.ofInstant(at, ZoneOffset.UTC));
  }

  /// Why no value is known by it before and after: it bears no claim, or tells nothing of what a
  /// unit took; nothing = it is.
  public Optional<String> blocksComparison(Instant at) {
    return blocksClaims(at)
        .or(() -> {
          if (origin.evidence() == Evidence.OPINION) {
            return Optional.of(
                "baseline '%s' is %s, an opinion: measure or sample it"
                    .formatted(useCase, origin.source().code()));
          }
          return figures.isOfUnit()
              ? Optional.empty()
              : Optional.of(
                  "baseline '%s' has none of minutes_per_unit, cost_per_unit_usd and error_rate"
                      .formatted(useCase));
        });
  }

  /// Why no value may be claimed against it; nothing = it may.
  public Optional<String> blocksClaims(Instant at) {
    return isStale(at)
        ? Optional.of(
            "baseline '%s' expired on %s: measure again before value is claimed against it"
                .formatted(useCase, expires))
        : Optional.empty();
  }
}
