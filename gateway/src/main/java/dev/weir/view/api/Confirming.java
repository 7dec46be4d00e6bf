package dev.weir.view.api;

import dev.weir.exchange.bill.BillHead;
import dev.weir.exchange.reconcile.Certainty;
import dev.weir.exchange.reconcile.Confirmed;
import dev.weir.exchange.reconcile.Days;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/// How sure the ledger's figures are, a provider's day at a time: what its bills and usages confirm
/// as they are. Worked out anew when these change, and each hour. Thread-safe; blocks.
final class Confirming {
  private static final Duration KNOWN_FOR = Duration.ofHours(1);

  /// Of a report over more time the months before are estimated, and whoever wants them asks for
  /// less.
  private static final int MONTHS_MAX = 24;

  private final RunningGateway gateway;
  private final ReentrantLock comparing = new ReentrantLock();

  /// Guarded by `comparing`.
  private final Map<YearMonth, Known> known = new HashMap<>();

  /// @param by the ids of the bills by whose figures, and what they call things
  private record Known(List<Object> by, Instant at, Confirmed confirmed) {
    private static final Known NOTHING = new Known(List.of(), Instant.EPOCH, Confirmed.NOTHING);
  }

  Confirming(RunningGateway gateway) {
    this.gateway = gateway;
  }

  /// What is confirmed of some time.
  Confirmed within(Instant from, Instant to) {
    List<BillHead> bills = gateway.bills().all().stream().filter(BillHead::isInForce).toList();
    Confirmed confirmed = Confirmed.NOTHING;
    if (bills.isEmpty()) {
      return confirmed;
    }
    YearMonth first = YearMonth.from(from.atOffset(ZoneOffset.UTC));
    YearMonth month = YearMonth.from(to.minusNanos(1).atOffset(ZoneOffset.UTC));
    for (int i = 0; i < MONTHS_MAX && !month.isBefore(first); i++) {
      confirmed = confirmed.and(of(month, bills));
      month = month.minusMonths(1);
    }
    return confirmed;
  }

  /// How sure all of a month is: as sure as its least sure day of any provider.
  Certainty least(YearMonth month) {
    Instant from = month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    Instant to = month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    Confirmed confirmed = within(from, to);
    return gateway.closing().periods().spentDays(month).stream()
        .map(spent ->
            spent.due() ? Certainty.ESTIMATED : confirmed.of(spent.provider(), spent.day()))
        .min(Certainty::compareTo)
        .orElse(Certainty.ESTIMATED);
  }

  private Confirmed of(YearMonth month, List<BillHead> all) {
    Days days = new Days(month.atDay(1), month.plusMonths(1).atDay(1));
    List<Object> by = new ArrayList<>();
    all.stream()
        .filter(bill ->
            bill.period().from().isBefore(days.to()) && bill.period().to().isAfter(days.from()))
        .map(BillHead::id)
        .forEach(by::add);
    if (by.isEmpty()) {
      return Confirmed.NOTHING;
    }
    gateway
        .routes()
        .get()
        .providers()
        .forEach(each -> by.add(gateway.billedAs().apply(each.name())));
    // Of many that ask at once, one compares and the others wait for it.
    comparing.lock();
    try {
      Instant now = gateway.clock().instant();
      Known before = known.getOrDefault(month, Known.NOTHING);
      if (before.by().equals(by) && now.isBefore(before.at().plus(KNOWN_FOR))) {
        return before.confirmed();
      }
      Confirmed confirmed = compared(month, days);
      known.put(month, new Known(by, now, confirmed));
      return confirmed;
    } finally {
      comparing.unlock();
    }
  }

  private Confirmed compared(YearMonth month, Days days) {
    Map<String, SortedMap<LocalDate, Certainty>> confirmed = new HashMap<>();
    SpentTogether.of(gateway, gateway.closing().periods().spent(month, Long.MAX_VALUE)).stream()
        .filter(together -> !together.isSeveral())
        .forEach(together -> {
          SortedMap<LocalDate, Certainty> its = days(together.comparison(), days);
          together.spent().forEach(spent -> confirmed.put(spent.provider(), its));
        });
    return new Confirmed(confirmed);
  }

  /// What cannot be compared confirms nothing: reconciliation says why.
  private SortedMap<LocalDate, Certainty> days(Comparison comparison, Days days) {
    try {
      return Confirmed.days(comparison.of(gateway, days));
    } catch (IllegalArgumentException uncomparable) {
      return new TreeMap<>();
    }
  }
}
