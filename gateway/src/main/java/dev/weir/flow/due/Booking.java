package dev.weir.flow.due;

import dev.weir.base.money.Total;
import dev.weir.flow.agreement.Agreement;
import dev.weir.flow.agreement.Consumption;
import dev.weir.flow.agreement.Covered;
import dev.weir.flow.agreement.Days;
import dev.weir.flow.agreement.Drawn;
import dev.weir.flow.agreement.Due;
import dev.weir.flow.agreement.Dues;
import dev.weir.flow.agreement.Rates;
import dev.weir.flow.agreement.Use;
import dev.weir.flow.entry.CallFacts;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.entry.Entry.FellDue;
import dev.weir.flow.identity.Principal;
import dev.weir.flow.identity.Tags;
import dev.weir.flow.journal.Appended;
import dev.weir.flow.journal.Journal;
import dev.weir.flow.ledger.Durability;
import dev.weir.flow.projection.AgreementRows;
import dev.weir.flow.projection.LedgerLoader;
import dev.weir.flow.projection.Periods;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Books what is due of days that are over. Thread-safe; blocks.
public final class Booking {
  private static final Duration LOADED_WITHIN = Duration.ofSeconds(30);
  private static final Duration WRITTEN_WITHIN = Duration.ofMinutes(10);
  private static final int PIECE = 500;

  private final Journal journal;
  private final LedgerLoader loader;
  private final AgreementRows rows;
  private final Periods periods;
  private final Supplier<InForce> inForce;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final ReentrantLock amending;

  /// What is asked for.
  ///
  /// @param month that is booked; nothing = all days from the beginning of the month before last
  /// @param rehearsal true: nothing is booked, but what would be is told
  /// @param restating true: what is due of closed months is booked too, as a restatement of them
  public record Order(
      Optional<YearMonth> month, boolean rehearsal, boolean restating, String who) {}

  /// What came of it.
  public sealed interface Outcome {
    /// @param days that were looked at, all of them over
    /// @param booked by agreement; what was booked before is not in it
    /// @param held what is due of closed months and was not booked, by month
    /// @param unknown why agreements could not be worked out, by name
    record Done(
        Days days, Map<String, Sum> booked, Map<YearMonth, Total> held, Map<String, String> unknown)
        implements Outcome {}

    /// Not all of it is booked; it may be asked for again.
    record Unable(String why) implements Outcome {}
  }

  /// @param rows of the ledger
  public record Sum(long rows, Total amount) {
    private static final Sum NOTHING = new Sum(0, Total.ZERO);

    private Sum plus(Due due) {
      return new Sum(rows + 1, amount.plus(Total.of(due.amount())));
    }
  }

  /// Where it is read and booked.
  public record Store(Journal journal, LedgerLoader loader, AgreementRows rows, Periods periods) {}

  /// What it is worked out by.
  ///
  /// @param rates of the price book
  public record InForce(List<Agreement> agreements, Rates rates) {}

  /// @param amending held by whoever changes what is known of the past
  public Booking(
      Store store,
      Supplier<InForce> inForce,
      InstantSource clock,
      RandomGenerator random,
      ReentrantLock amending) {
    this.journal = store.journal();
    this.loader = store.loader();
    this.rows = store.rows();
    this.periods = store.periods();
    this.inForce = inForce;
    this.clock = clock;
    this.random = random;
    this.amending = amending;
  }

  /// What of an agreement is used by the end of some days.
  public Optional<Drawn> drawn(Agreement agreement, Days days) {
    InForce now = inForce.get();
    return new Dues(now.agreements(), rows, now.rates()).drawn(agreement, days);
  }

  /// What the ledger has of agreements.
  public AgreementRows rows() {
    return rows;
  }

  /// Books what is due and not booked. Again, it books nothing.
  public Outcome book(Order order) throws InterruptedException {
    amending.lock();
    try {
      if (!loader.awaitLoaded(journal.durablePosition(), LOADED_WITHIN)) {
        return behind();
      }
      return book(order, days(order), inForce.get());
    } finally {
      amending.unlock();
    }
  }

  /// What would be booked by other agreements than those in force; nothing is.
  public Outcome rehearse(Optional<YearMonth> month, List<Agreement> agreements)
      throws InterruptedException {
    if (!loader.awaitLoaded(journal.durablePosition(), LOADED_WITHIN)) {
      return behind();
    }
    Order order = new Order(month, true, false, "");
    return book(order, days(order), new InForce(agreements, inForce.get().rates()));
  }

  private Outcome behind() {
    return new Outcome.Unable("the ledger database is behind: " + loader.lag());
  }

  /// Those that are over.
  private Days days(Order order) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    LocalDate from = order.month().orElseGet(() -> YearMonth.from(today).minusMonths(2)).atDay(1);
    LocalDate to = order.month().map(month -> month.plusMonths(1).atDay(1)).orElse(today);
    return new Days(from, today.isBefore(to) ? (today.isBefore(from) ? from : today) : to);
  }

  /// A month after the other, as each counts what is booked of those before it.
  private Outcome book(Order order, Days days, InForce now) throws InterruptedException {
    Set<YearMonth> closed = order.restating() ? Set.of() : periods.closed().keySet();
    Map<String, Sum> booked = new TreeMap<>();
    Map<YearMonth, Total> held = new TreeMap<>();
    Map<String, String> unknown = new TreeMap<>();
    List<Due> foreseen = new ArrayList<>();
    for (Days month : months(days)) {
      Dues.Worked worked =
          new Dues(now.agreements(), new Foreseen(rows, foreseen), now.rates()).of(month);
      unknown.putAll(worked.unknown());
      List<Due> fresh = differences(worked, month);
      YearMonth of = YearMonth.from(month.from());
      if (closed.contains(of)) {
        fresh.forEach(due -> held.merge(of, Total.of(due.amount()), Total::plus));
        continue;
      }
      fresh.forEach(due ->
          booked.merge(due.what().agreement(), Sum.NOTHING.plus(due), (sum, _) -> sum.plus(due)));
      if (order.rehearsal()) {
        foreseen.addAll(fresh);
        continue;
      }
      Optional<Outcome> unable = append(fresh, order.who());
      if (unable.isPresent()) {
        return unable.get();
      }
    }
    return new Outcome.Done(days, booked, held, unknown);
  }

  private static List<Days> months(Days days) {
    List<Days> months = new ArrayList<>();
    LocalDate from = days.from();
    while (from.isBefore(days.to())) {
      LocalDate next = from.withDayOfMonth(1).plusMonths(1);
      months.add(new Days(from, next.isBefore(days.to()) ? next : days.to()));
      from = next;
    }
    return months;
  }

  /// What is due and not booked, or booked and not due. Of agreements that could not be worked out,
  /// what is booked stays.
  private List<Due> differences(Dues.Worked worked, Days days) {
    Map<Due.What, Due> due = new LinkedHashMap<>();
    worked.dues().forEach(each -> due.merge(each.what(), each, Due::plus));
    for (Due booked : rows.booked(days)) {
      if (!worked.unknown().containsKey(booked.what().agreement())) {
        due.merge(booked.what(), booked.none().minus(booked), (wanted, _) -> wanted.minus(booked));
      }
    }
    return due.values().stream().filter(each -> !each.isNothing()).toList();
  }

  /// The ledger as it will be when what was worked out is booked.
  private record Foreseen(AgreementRows ledger, List<Due> planned) implements Consumption {
    @Override
    public List<Use> hourly(Covered covered, Days days) {
      return ledger.hourly(covered, days);
    }

    @Override
    public List<Use> daily(Covered covered, Days days) {
      return ledger.daily(covered, days);
    }

    @Override
    public List<Use.Units> units(Covered covered, Set<String> meters, Days days) {
      return ledger.units(covered, meters, days);
    }

    @Override
    public List<Due> bookedDaily(String provider, Days days) {
      List<Due> all = new ArrayList<>(ledger.bookedDaily(provider, days));
      planned.stream()
          .filter(due -> due.what().provider().equals(provider) && days.has(due.day()))
          .forEach(all::add);
      return all;
    }
  }

  private Optional<Outcome> append(List<Due> dues, String who) throws InterruptedException {
    Instant now = clock.instant();
    for (int from = 0; from < dues.size(); from += PIECE) {
      Durability durable = new Durability();
      List<FellDue> piece =
          dues.subList(from, Math.min(dues.size(), from + PIECE)).stream()
              .map(due -> entry(due, now, who))
              .toList();
      if (journal.appendAll(piece, durable) instanceof Appended.Refused refused) {
        return Optional.of(
            new Outcome.Unable(
                "the journal does not take it: %s; %d of %d rows are booked"
                    .formatted(refused.message(), from, dues.size())));
      }
      if (!loader.awaitLoaded(durable.await() + 1, WRITTEN_WITHIN)) {
        return Optional.of(behind());
      }
    }
    return Optional.empty();
  }

  private FellDue entry(Due due, Instant now, String who) {
    Due.What what = due.what();
    CallFacts facts =
        new CallFacts(
            new Principal("", Tags.of(what.bearer().tags()), what.bearer().quarantined()),
            "agreement",
            what.model(),
            false,
            "primary",
            Optional.empty(),
            0);
    return new FellDue(
        CallId.create(what.from(), random),
        now,
        what.from(),
        what.until(),
        facts,
        what.provider(),
        what.model(),
        what.agreement(),
        what.kind().code(),
        due.quantity(),
        due.amount(),
        who);
  }
}
