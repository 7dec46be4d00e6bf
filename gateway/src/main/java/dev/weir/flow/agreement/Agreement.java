package dev.weir.flow.agreement;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Optional;
import java.util.regex.Pattern;

/// What is bought of a provider, or run by oneself, other than by the call.
///
/// @param name 1 to 64 of letters, digits, `_.-`
/// @param from its first day, of UTC
/// @param until its end, exclusive; nothing = until further notice
/// @param bearer who bears what nobody's calls are to blame for: fees, unused capacity, shortfalls
/// @param source where it is written: an order, a contract
public record Agreement(
    String name,
    Covered covered,
    LocalDate from,
    Optional<LocalDate> until,
    Terms terms,
    Bearer bearer,
    String source)
    implements Comparable<Agreement> {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
  private static final int SOURCE_MAX = 200;

  public Agreement {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a name is 1 to 64 of letters, digits, '_', '.', '-', was '%s'".formatted(name));
    }
    if (source.isBlank() || source.length() > SOURCE_MAX) {
      throw new IllegalArgumentException(
          "source has 1 to %d characters, was '%s'".formatted(SOURCE_MAX, source));
    }
    if (until.filter(end -> !end.isAfter(from)).isPresent()) {
      throw new IllegalArgumentException(
          "until is after from %s, was %s".formatted(from, until.get()));
    }
    if (until.isEmpty() && hasOneTerm(terms)) {
      throw new IllegalArgumentException("until is needed: it is spread over its term, or expires");
    }
  }

  private static boolean hasOneTerm(Terms terms) {
    return switch (terms) {
      case Terms.Credits _ -> true;
      case Terms.Fee fee -> fee.per().isEmpty();
      case Terms.Capacity _, Terms.Quota _, Terms.Volume _, Terms.Commitment _ -> false;
    };
  }

  /// Whether both would take the same charges off: capacity or quotas of the same models at the
  /// same time, two quotas of a meter they share.
  public boolean collides(Agreement other) {
    return !name.equals(other.name)
        && takesOff(terms, other.terms)
        && covered.meets(other.covered)
        && from.isBefore(other.until.orElse(LocalDate.MAX))
        && other.from.isBefore(until.orElse(LocalDate.MAX));
  }

  private static boolean takesOff(Terms one, Terms other) {
    if (one instanceof Terms.Quota quota && other instanceof Terms.Quota another) {
      return !Collections.disjoint(quota.meters(), another.meters());
    }
    return isOfCharges(one) && isOfCharges(other);
  }

  private static boolean isOfCharges(Terms terms) {
    return terms instanceof Terms.Capacity || terms instanceof Terms.Quota;
  }

  /// Whether it says on some of these days what a model's capacity costs.
  public boolean isCapacityOf(String provider, String model, Days days) {
    return terms instanceof Terms.Capacity
        && covered.has(provider, model)
        && !within(days).isEmpty();
  }

  /// The part of some days that it holds.
  public Days within(Days days) {
    return days.and(new Days(from, until.orElse(LocalDate.MAX)));
  }

  /// Of what is sold by the unit, how many are in use of those bought on the last of some days.
  public Optional<Drawn> seats(long active, Days days) {
    Days within = within(days);
    if (!(terms instanceof Terms.Fee fee) || within.isEmpty()) {
      return Optional.empty();
    }
    long bought = fee.units().on(within.to().minusDays(1));
    return bought == 0
        ? Optional.empty()
        : Optional.of(
            new Drawn(
                within,
                BigDecimal.valueOf(active),
                BigDecimal.valueOf(bought),
                fee.units().unit()));
  }

  /// From which day on what was used decides what is due on a day.
  LocalDate countsFrom(LocalDate day) {
    Optional<Every> per =
        switch (terms) {
          case Terms.Capacity _, Terms.Fee _ -> Optional.of(Every.DAY);
          case Terms.Quota quota -> Optional.of(quota.per());
          case Terms.Volume volume -> Optional.of(volume.per());
          case Terms.Commitment commitment -> Optional.of(commitment.per());
          case Terms.Credits _ -> Optional.empty();
        };
    LocalDate first = per.map(every -> every.around(day).from()).orElse(from);
    return first.isBefore(from) ? from : first;
  }

  /// In the order in which they are worked out; of credits, those first that expire first.
  @Override
  public int compareTo(Agreement other) {
    int byRank = Integer.compare(terms.rank(), other.terms.rank());
    if (byRank != 0) {
      return byRank;
    }
    int byEnd = until.orElse(LocalDate.MAX).compareTo(other.until.orElse(LocalDate.MAX));
    return byEnd != 0 ? byEnd : name.compareTo(other.name);
  }
}
