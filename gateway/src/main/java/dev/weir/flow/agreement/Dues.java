package dev.weir.flow.agreement;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What agreements come to, from what was used.
///
/// Each is worked out on what those before it have left: capacity, then fees, free quotas, volume
/// discounts, commitments, and credits, which pay what is due in the end. What was freed and drawn
/// on days before is what is booked of them, so that nothing is free twice.
public final class Dues {
  private final List<Agreement> agreements;
  private final Consumption consumption;
  private final Rates rates;

  /// @param dues of some days, of agreements that could be worked out
  /// @param unknown why not, by agreement
  public record Worked(List<Due> dues, Map<String, String> unknown) {
    public Worked {
      dues = List.copyOf(dues);
      unknown = Map.copyOf(new TreeMap<>(unknown));
    }
  }

  public Dues(Collection<Agreement> agreements, Consumption consumption, Rates rates) {
    this.agreements = agreements.stream().sorted().toList();
    this.consumption = consumption;
    this.rates = rates;
  }

  /// What is due of some days, all of them over. Where one agreement cannot be worked out, those
  /// behind it that are about the same provider cannot either.
  public Worked of(Days days) {
    List<Due> dues = new ArrayList<>();
    Map<String, String> unknown = new TreeMap<>();
    Map<String, String> stopped = new HashMap<>();
    for (Agreement agreement : agreements) {
      Days within = agreement.within(days);
      String provider = agreement.covered().provider();
      if (within.isEmpty()) {
        continue;
      }
      Optional<String> behind = Optional.ofNullable(stopped.get(provider));
      if (behind.isPresent()) {
        unknown.put(agreement.name(), "it counts what '%s' leaves".formatted(behind.get()));
        continue;
      }
      try {
        dues.addAll(worked(agreement, within, before(agreement, within, days), dues));
      } catch (IllegalArgumentException | ArithmeticException wrong) {
        unknown.put(agreement.name(), String.valueOf(wrong.getMessage()));
        stopped.put(provider, agreement.name());
      }
    }
    return new Worked(dues, unknown);
  }

  /// What is booked of the days before that count.
  private List<Due> before(Agreement agreement, Days within, Days days) {
    LocalDate first = agreement.countsFrom(within.from());
    return first.isBefore(days.from())
        ? consumption.bookedDaily(agreement.covered().provider(), new Days(first, days.from()))
        : List.of();
  }

  private List<Due> worked(Agreement agreement, Days days, List<Due> before, List<Due> dues) {
    return switch (agreement.terms()) {
      case Terms.Capacity terms -> new CapacityDues(alone(agreement, days), terms).dues();
      case Terms.Fee terms -> new FeeDues(alone(agreement, days), terms).dues();
      case Terms.Quota terms ->
          new QuotaDues(alone(agreement, days), terms, own(agreement, before)).dues();
      case Terms.Volume terms ->
          new VolumeDues(counting(agreement, days, before, dues), terms).dues();
      case Terms.Commitment terms ->
          new CommitmentDues(counting(agreement, days, before, dues), terms).dues();
      case Terms.Credits terms ->
          new CreditDues(counting(agreement, days, before, dues), terms, own(agreement, before))
              .dues();
    };
  }

  /// What of an agreement is used by the end of some days, in the period that the last of them is
  /// in. Nothing of what is not bought as an amount: capacity, seats, discounts; nor of what cannot
  /// be worked out, as [Worked#unknown] says.
  public Optional<Drawn> drawn(Agreement agreement, Days days) {
    Days within = agreement.within(days);
    try {
      return within.isEmpty() ? Optional.empty() : drawnWithin(agreement, within);
    } catch (IllegalArgumentException | ArithmeticException unknown) {
      return Optional.empty();
    }
  }

  private Optional<Drawn> drawnWithin(Agreement agreement, Days within) {
    LocalDate last = within.to().minusDays(1);
    Days counted = new Days(agreement.countsFrom(last), within.to());
    List<Due> booked = consumption.bookedDaily(agreement.covered().provider(), counted);
    return switch (agreement.terms()) {
      case Terms.Capacity _, Terms.Fee _, Terms.Volume _ -> Optional.empty();
      case Terms.Quota terms ->
          Optional.of(
              new QuotaDues(alone(agreement, within), terms, own(agreement, booked)).drawn());
      case Terms.Commitment terms ->
          Optional.of(
              new CommitmentDues(counting(agreement, counted, booked, List.of()), terms).drawn());
      case Terms.Credits terms ->
          Optional.of(
              new CreditDues(alone(agreement, within), terms, own(agreement, booked)).drawn());
    };
  }

  private static List<Due> own(Agreement agreement, List<Due> before) {
    return before.stream().filter(due -> due.what().agreement().equals(agreement.name())).toList();
  }

  private Working alone(Agreement agreement, Days days) {
    return new Working(agreement, days, consumption, new DailySpend(List.of(), List.of()), rates);
  }

  private Working counting(Agreement agreement, Days days, List<Due> before, List<Due> dues) {
    Days counted = new Days(agreement.countsFrom(days.from()), days.to());
    List<Due> earlier = new ArrayList<>();
    before.stream().filter(due -> isBefore(due, agreement)).forEach(earlier::add);
    earlier.addAll(dues);
    earlier.removeIf(due ->
        !counted.has(due.day())
            || !isSpend(due.what().kind(), agreement.terms())
            || !agreement.covered().has(due.what().provider(), due.what().model()));
    return new Working(
        agreement,
        days,
        consumption,
        new DailySpend(consumption.daily(agreement.covered(), counted), earlier),
        rates);
  }

  /// Credits pay what is spent, and not what other credits had cost; a commitment is kept by what
  /// is used, and not by what another one lacks.
  private static boolean isSpend(DueKind kind, Terms by) {
    return switch (kind) {
      case CREDIT_PURCHASE, CREDIT_PREPAID, CREDIT_AMORTISED, CREDIT_EXPIRED -> false;
      case SHORTFALL, OVERAGE -> by instanceof Terms.Credits;
      case CAPACITY_USED, CAPACITY_UNUSED, FEE, QUOTA_CREDIT, VOLUME_DISCOUNT, CREDIT_DRAWN -> true;
    };
  }

  /// Whether a due that is booked is of an agreement that is worked out before another.
  private boolean isBefore(Due due, Agreement other) {
    return agreements.stream()
        .filter(agreement -> agreement.name().equals(due.what().agreement()))
        .findFirst()
        .filter(agreement -> agreement.compareTo(other) < 0)
        .isPresent();
  }
}
