package dev.weir.acceptance;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the scripted company did, written down as it was done: the gateway's figures are added up
/// again from here and from the simulator's book.
final class OwnBooks {
  /// As docs/outcomes.md has it of values that nobody has tried.
  static final BigDecimal UNTRIED = new BigDecimal("0.5");

  private static final BigDecimal HELPED = new BigDecimal("0.25");

  private final PriceSheet prices;
  private final List<Sent> sent = new ArrayList<>();
  private final List<Told> told = new ArrayList<>();
  private Map<String, BigDecimal> costs = Map.of();
  private Map<String, List<BookRow>> served = Map.of();

  OwnBooks(PriceSheet prices) {
    this.prices = prices;
  }

  /// What had been sent by a time; outcomes are known by theirs.
  OwnBooks asOf(Instant at) {
    OwnBooks then = new OwnBooks(prices);
    sent.stream().filter(call -> !call.at().isAfter(at)).forEach(then.sent::add);
    then.told.addAll(told);
    then.costs = costs;
    then.served = served;
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
  /// @param hours that it saved somebody, where those are what it is worth
  /// @param helper who has a quarter of it
  record Told(
      Venture venture,
      String id,
      Instant occurred,
      boolean success,
      Optional<BigDecimal> quality,
      Optional<BigDecimal> hours,
      Optional<Venture> helper,
      Instant from,
      Optional<Instant> until,
      Optional<Drawn> session) {
    Told toldAt(Instant at) {
      return new Told(venture, id, occurred, success, quality, hours, helper, at, until, session);
    }

    Told takenBackAt(Instant at) {
      return new Told(
          venture, id, occurred, success, quality, hours, helper, from, Optional.of(at), session);
    }

    /// What of it is a use case's: all, some or nothing.
    BigDecimal share(Venture of) {
      if (helper.equals(Optional.of(of))) {
        return HELPED;
      }
      if (!venture.equals(of)) {
        return BigDecimal.ZERO;
      }
      return helper.isPresent() ? BigDecimal.ONE.subtract(HELPED) : BigDecimal.ONE;
    }

    boolean isKnownAt(Instant at) {
      return !from.isAfter(at) && until.map(end -> end.isAfter(at)).orElse(true);
    }

    /// What a use case may state of it.
    BigDecimal stated(Venture of) {
      return success
          ? hours.map(Venture.HOUR_REDEPLOYED::multiply).orElse(venture.value()).multiply(share(of))
          : BigDecimal.ZERO;
    }
  }

  /// What outcomes come to.
  ///
  /// @param shares of successes, what is the use case's
  /// @param counted of their value, at most a half: no experiment of the year goes without AI
  record Sum(
      long outcomes,
      long successes,
      BigDecimal shares,
      BigDecimal stated,
      BigDecimal claimable,
      BigDecimal counted) {}

  /// What calls used, as the provider says it served them.
  record Tokens(long input, long cached, long output) {}

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
    served = book.stream().collect(Collectors.groupingBy(BookRow::callId));
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

  /// What the provider served of a month, by model.
  Map<String, List<BookRow>> served(String useCase, YearMonth month) {
    return rows(useCase, month).collect(Collectors.groupingBy(BookRow::model));
  }

  BigDecimal cost(List<BookRow> rows) {
    return rows.stream().map(prices::cost).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private Stream<BookRow> rows(String useCase, YearMonth month) {
    return sent(useCase, month)
        .flatMap(call -> served.getOrDefault(call.call(), List.of()).stream());
  }

  Tokens tokens(String useCase, YearMonth month) {
    List<BookRow> rows = rows(useCase, month).toList();
    return new Tokens(
        rows.stream().mapToLong(BookRow::input).sum(),
        rows.stream().mapToLong(BookRow::cacheRead).sum(),
        rows.stream().mapToLong(BookRow::output).sum());
  }

  /// Who had made so many calls within so many days of the first one by the end of a month.
  long activated(String useCase, YearMonth month, int calls, int days) {
    Map<String, List<Instant>> byUser =
        sent.stream()
            .filter(call -> call.useCase().equals(useCase) && call.refused().isEmpty())
            .filter(call -> !month(call.at()).isAfter(month))
            .collect(
                Collectors.groupingBy(
                    Sent::user, Collectors.mapping(Sent::at, Collectors.toList())));
    return byUser.values().stream()
        .filter(all -> {
          LocalDate first = day(Collections.min(all));
          return all.stream().filter(at -> day(at).isBefore(first.plusDays(days))).count() >= calls;
        })
        .count();
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
        .filter(each -> each.share(venture).signum() > 0)
        .filter(each -> month(each.occurred()).equals(month))
        .filter(each -> each.isKnownAt(at))
        .toList();
  }

  /// The outcomes of a window's days, both included, that were known at a time.
  List<Told> known(Venture venture, LocalDate first, LocalDate last, Instant at) {
    return told.stream()
        .filter(each -> each.share(venture).signum() > 0 && each.isKnownAt(at))
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
    BigDecimal stated = sum(known, each -> each.stated(venture));
    return new Sum(
        known.size(),
        known.stream().filter(Told::success).count(),
        sum(known.stream().filter(Told::success).toList(), each -> each.share(venture)),
        stated,
        stated.multiply(venture.claimable()),
        stated.multiply(venture.claimable().min(UNTRIED)));
  }

  private static BigDecimal sum(List<Told> told, Function<Told, BigDecimal> of) {
    return told.stream().map(of).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }

  static YearMonth month(Instant at) {
    return YearMonth.from(at.atOffset(ZoneOffset.UTC));
  }
}
