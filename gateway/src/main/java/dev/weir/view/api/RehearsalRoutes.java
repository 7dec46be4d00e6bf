package dev.weir.view.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.identity.TagNames;
import dev.weir.flow.ledger.Rehearsal;
import dev.weir.flow.projection.EndedSums;
import dev.weir.flow.rule.BalanceKey;
import dev.weir.flow.rule.Rule;
import dev.weir.flow.rule.RuleBook;
import dev.weir.flow.window.Period;
import dev.weir.flow.window.Window;
import dev.weir.view.api.Demand.Parameter;
import dev.weir.view.report.ReportRange;
import dev.weir.view.right.Right;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// Budgets and limits tried on the calls of the past, before they are set.
final class RehearsalRoutes {
  private static final Duration LONGEST = Duration.ofDays(32);
  private static final Duration STEP = Duration.ofDays(1);
  private static final Parameter MONTH =
      Parameter.text("month", "A month of UTC, as 2026-10; without it and `from`, the last one.");
  private static final Parameter FROM =
      Parameter.text("from", "Instead of a month: accepted from here on, a date or an instant.");
  private static final Parameter TO =
      Parameter.text("to", "Accepted before; at most 32 days later. Default: now.");

  private final RunningGateway gateway;

  RehearsalRoutes(RunningGateway gateway) {
    this.gateway = gateway;
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.ask(
                "rehearseBudget",
                "/api/v1/budgets/{id}/rehearsal",
                "What a budget would have stopped of the calls of a month; sets nothing.")
            .needs(Right.CHANGE)
            .asks(MONTH, FROM, TO)
            .takes(RuleRoutes.BudgetText.class)
            .answers(Rehearsed.RehearsalPage.class)
            .does(FromLedger.of(gateway).does(inquiry -> rehearse("budgets", inquiry))),
        Endpoint.ask(
                "rehearseLimit",
                "/api/v1/limits/{id}/rehearsal",
                "What a limit would have stopped of the calls of a month; sets nothing.")
            .needs(Right.CHANGE)
            .asks(MONTH, FROM, TO)
            .takes(RuleRoutes.LimitText.class)
            .answers(Rehearsed.RehearsalPage.class)
            .does(FromLedger.of(gateway).does(inquiry -> rehearse("limits", inquiry))));
  }

  private Answer rehearse(String kind, Inquiry inquiry) {
    ReportRange range = range(inquiry);
    RuleBook book = book(kind, inquiry, range.from());
    Rule rule = book.rules().getFirst();
    Rehearsed rehearsed = new Rehearsed(new Rehearsal(book, before(rule, range.from())));
    // By the day: all that is asked for at once is in memory at once.
    for (Instant day = range.from(); day.isBefore(range.to()); day = day.plus(STEP)) {
      Instant end = day.plus(STEP).isBefore(range.to()) ? day.plus(STEP) : range.to();
      gateway.queries().past().each(rule.scope(), day, end, rehearsed::take);
    }
    if (rule.scope().per().filter(TagNames.USER::equals).isPresent()) {
      inquiry.veil().look();
    }
    return Answer.of(rehearsed.page(range.from(), range.to()));
  }

  private static ReportRange range(Inquiry inquiry) {
    if (inquiry.asked("month").isPresent() || inquiry.asked("from").isEmpty()) {
      if (inquiry.asked("from").isPresent() || inquiry.asked("to").isPresent()) {
        throw new IllegalArgumentException(
            "parameter 'month' stands in the place of 'from' and 'to', was beside one");
      }
      YearMonth month = Ranges.monthOrLast(inquiry);
      return new ReportRange(
          month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
          month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
          ZoneOffset.UTC);
    }
    ReportRange range = Ranges.of(inquiry);
    if (Duration.between(range.from(), range.to()).compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "parameter 'from' is at most %d days before 'to', was %s before %s"
              .formatted(LONGEST.toDays(), range.from(), range.to()));
    }
    return range;
  }

  /// A book of the one rule, worth what it would have been worth then.
  private RuleBook book(String kind, Inquiry inquiry, Instant from) {
    ObjectNode rules = Json.object();
    rules.putArray(kind).add(inquiry.body().deepCopy().put("id", inquiry.id()));
    RuleBook book =
        RuleBook.parse(rules.toString(), gateway.books().inForce().rates(), Map.of(), from);
    book.requireRates(from);
    return book;
  }

  /// What its window had counted already, as when a rule is set.
  private List<Entry.Standing> before(Rule rule, Instant from) {
    Instant first = Instant.ofEpochSecond(rule.window().firstSlice(from));
    if (!first.isBefore(from)) {
      return List.of();
    }
    OptionalLong slices =
        rule.window() instanceof Window.Rolling rolling
            ? OptionalLong.of(rolling.slice().toSeconds())
            : OptionalLong.empty();
    EndedSums.Question question =
        new EndedSums.Question(
            rule.scope(), rule.measure(), Period.ALWAYS, first, from, slices, Long.MAX_VALUE);
    return gateway.queries().counted().sums(question).stream()
        .map(sum ->
            new Entry.Standing(
                new BalanceKey(rule.counter(), sum.value(), sum.slice()),
                rule.measure(),
                sum.total(),
                0))
        .toList();
  }
}
