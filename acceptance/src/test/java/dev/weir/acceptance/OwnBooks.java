package dev.weir.acceptance;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What the scripted company did, written down as it was done: the gateway's figures are added up
/// again from here and from the simulator's book.
final class OwnBooks {
  /// As docs/outcomes.md has it of values that nobody has tried.
  static final BigDecimal UNTRIED = new BigDecimal("0.5");

  private final PriceSheet prices;
  private final List<Sent> sent = new ArrayList<>();
  private final List<Told> told = new ArrayList<>();
  private Map<String, BigDecimal> costs = Map.of();

  OwnBooks(PriceSheet prices) {
    this.prices = prices;
  }

  /// What had been sent by a time; outcomes are known by theirs.
  OwnBooks asOf(Instant at) {
    OwnBooks then = new OwnBooks(prices);
    sent.stream().filter(call -> !call.at().isAfter(at)).forEach(then.sent::add);
    then.told.addAll(told);
    then.costs = costs;
    return then;
  }

  /// A call as its caller saw it.
  ///
  /// @param dear whether it may come to as much as a call can
  /// @param refused the kind of refusal; nothing = it was answered
  record Sent(
      String useCase,
      String user,
      Instant at,
      String call,
      boolean dear,
      Optional<String> refused) {}

  /// A session's arm.
  record Drawn(String session, String arm) {}

  /// A session that an experiment put into an arm, and what came of it.
  record Session(String id, String arm, Instant at, boolean success) {}

  /// An outcome, from when it was told until it was taken back.
  ///
  /// @param quality as somebody saw it; nothing = nobody did
  record Told(
      Venture venture,
      String id,
      Instant occurred,
      boolean success,
      Optional<BigDecimal> quality,
      Instant from,
      Optional<Instant> until,
      Optional<Drawn> session) {
    Told toldAt(Instant at) {
      return new Told(venture, id, occurred, success, quality, at, until, session);
    }

    Told takenBackAt(Instant at) {
      return new Told(venture, id, occurred, success, quality, from, Optional.of(at), session);
    }

    boolean isKnownAt(Instant at) {
      return !from.isAfter(at) && until.map(end -> end.isAfter(at)).orElse(true);
    }

    BigDecimal stated() {
      return success ? venture.value() : BigDecimal.ZERO;
    }
  }

  /// What outcomes come to.
  ///
  /// @param counted of their value, at most a half: no experiment of the year goes without AI
  record Sum(
      long outcomes, long successes, BigDecimal stated, BigDecimal claimable, BigDecimal counted) {}

  void sent(Sent call) {
    sent.add(call);
  }

  void told(Told outcome) {
    told.add(outcome);
  }

  void takenBack(String id, Instant at) {
    told.replaceAll(each -> each.id().equals(id) ? each.takenBackAt(at) : each);
  }

  /// Takes the provider's word for what each call used.
  ///
  /// @throws AssertionError if it served a call that nobody sent, or did not serve one that was
  ///   answered
  void priced(List<BookRow> book) {
    Map<String, BigDecimal> byCall = new HashMap<>();
    book.forEach(row -> byCall.merge(row.callId(), prices.cost(row), BigDecimal::add));
    Set<String> answered = new HashSet<>();
    sent.stream()
        .filter(call -> call.refused().isEmpty())
        .forEach(call -> answered.add(call.call()));
    if (!byCall.keySet().equals(answered)) {
      throw new AssertionError(
          "the provider served %d calls, answered were %d"
              .formatted(byCall.size(), answered.size()));
    }
    costs = byCall;
  }

  private Stream<Sent> sent(String useCase, YearMonth month) {
    return sent.stream()
        .filter(call -> call.useCase().equals(useCase) && month(call.at()).equals(month));
  }

  long answered(String useCase, YearMonth month) {
    return sent(useCase, month).filter(call -> call.refused().isEmpty()).count();
  }

  long refused(String useCase, YearMonth month) {
    return sent(useCase, month).filter(call -> call.refused().isPresent()).count();
  }

  long users(String useCase, YearMonth month) {
    return sent(useCase, month)
        .filter(call -> call.refused().isEmpty())
        .map(Sent::user)
        .distinct()
        .count();
  }

  BigDecimal cost(String useCase, YearMonth month) {
    return sent(useCase, month)
        .filter(call -> call.refused().isEmpty())
        .map(call -> costs.getOrDefault(call.call(), BigDecimal.ZERO))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /// Of all use cases, or of some.
  BigDecimal cost(Predicate<Sent> which) {
    return sent.stream()
        .filter(which)
        .map(call -> costs.getOrDefault(call.call(), BigDecimal.ZERO))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /// Of the days of a window, both included.
  BigDecimal cost(String useCase, LocalDate first, LocalDate last) {
    return sent.stream()
        .filter(call -> call.useCase().equals(useCase) && call.refused().isEmpty())
        .filter(call -> !day(call.at()).isBefore(first) && !day(call.at()).isAfter(last))
        .map(call -> costs.getOrDefault(call.call(), BigDecimal.ZERO))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  List<Sent> sent(Predicate<Sent> which) {
    return sent.stream().filter(which).toList();
  }

  /// The outcomes of a month that were known at a time.
  List<Told> known(Venture venture, YearMonth month, Instant at) {
    return told.stream()
        .filter(each -> each.venture().equals(venture) && month(each.occurred()).equals(month))
        .filter(each -> each.isKnownAt(at))
        .toList();
  }

  /// The outcomes of a window's days, both included, that were known at a time.
  List<Told> known(Venture venture, LocalDate first, LocalDate last, Instant at) {
    return told.stream()
        .filter(each -> each.venture().equals(venture) && each.isKnownAt(at))
        .filter(
            each -> !day(each.occurred()).isBefore(first) && !day(each.occurred()).isAfter(last))
        .toList();
  }

  /// Those of a use case that were drawn, by what is known of them at a time.
  List<Session> sessions(Venture venture, Instant at) {
    return told.stream()
        .filter(each -> each.venture().equals(venture) && each.isKnownAt(at))
        .flatMap(each ->
            each.session().stream()
                .map(drawn ->
                    new Session(drawn.session(), drawn.arm(), each.occurred(), each.success())))
        .toList();
  }

  /// What they come to.
  Sum outcomes(Venture venture, YearMonth month, Instant at) {
    List<Told> known = known(venture, month, at);
    BigDecimal stated = known.stream().map(Told::stated).reduce(BigDecimal.ZERO, BigDecimal::add);
    return new Sum(
        known.size(),
        known.stream().filter(Told::success).count(),
        stated,
        stated.multiply(venture.claimable()),
        stated.multiply(venture.claimable().min(UNTRIED)));
  }

  static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }

  static YearMonth month(Instant at) {
    return YearMonth.from(at.atOffset(ZoneOffset.UTC));
  }
}
