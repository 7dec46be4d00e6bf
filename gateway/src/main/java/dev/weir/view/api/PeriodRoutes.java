package dev.weir.view.api;

import dev.weir.base.money.Total;
import dev.weir.exchange.bill.Kind;
import dev.weir.exchange.reconcile.Certainty;
import dev.weir.exchange.reconcile.Days;
import dev.weir.exchange.reconcile.Question;
import dev.weir.exchange.reconcile.Reconcile;
import dev.weir.exchange.reconcile.Reconciliation;
import dev.weir.exchange.reconcile.Row;
import dev.weir.flow.due.Booking;
import dev.weir.flow.entry.Entry.PeriodFigure;
import dev.weir.flow.entry.Entry.PeriodStage;
import dev.weir.flow.period.Closing;
import dev.weir.flow.period.Closing.Outcome;
import dev.weir.flow.projection.Periods;
import dev.weir.flow.projection.Periods.Closed;
import dev.weir.flow.projection.Periods.Spent;
import dev.weir.view.api.Demand.Parameter;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Months that are closed: what was accrued, what the bills made of it, what was learnt since.
final class PeriodRoutes {
  private final RunningGateway gateway;

  PeriodRoutes(RunningGateway gateway) {
    this.gateway = gateway;
  }

  record PeriodOrder(String why) {}

  record PeriodList(List<PeriodLine> periods) {}

  /// @param usd what the ledger had when it was closed
  /// @param accruedUsd what of it no bill confirmed then
  record PeriodLine(
      String month,
      PeriodStage stage,
      Instant at,
      BigDecimal usd,
      BigDecimal accruedUsd,
      String who,
      String why) {
    static PeriodLine of(Closed closed) {
      Total accrued =
          closed.figures().stream()
              .map(figure -> figure.ledger().minus(figure.invoiced()))
              .reduce(Total.ZERO, Total::plus);
      return new PeriodLine(
          closed.month().toString(),
          closed.stage(),
          closed.at(),
          closed.figures().stream()
              .map(PeriodFigure::ledger)
              .reduce(Total.ZERO, Total::plus)
              .toUsd(),
          accrued.toUsd(),
          closed.who(),
          closed.why());
    }
  }

  /// @param stages the latest first
  /// @param restatements what was learnt of the month after it was closed, by where it is booked
  /// @param nowUsd what the ledger has of it by now: the figure of the closing and all restatements
  record PeriodPage(
      String month,
      List<PeriodStagePage> stages,
      List<Restatement> restatements,
      BigDecimal nowUsd) {}

  /// @param trueUpUsd what the bills say beyond the ledger; only where each provider has a bill
  record PeriodStagePage(
      PeriodStage stage,
      Instant at,
      String who,
      String why,
      List<ProviderFigure> providers,
      Optional<BigDecimal> trueUpUsd) {
    static PeriodStagePage of(Closed closed) {
      List<ProviderFigure> figures = closed.figures().stream().map(ProviderFigure::of).toList();
      boolean billed = figures.stream().allMatch(figure -> figure.trueUpUsd().isPresent());
      return new PeriodStagePage(
          closed.stage(),
          closed.at(),
          closed.who(),
          closed.why(),
          figures,
          billed
              ? figures.stream().map(figure -> figure.trueUpUsd().get()).reduce(BigDecimal::add)
              : Optional.empty());
    }
  }

  /// A provider's figure, by how sure it was.
  ///
  /// @param estimatedUsd what nobody confirmed
  /// @param reconciledUsd what the provider's usage confirmed
  /// @param invoicedUsd what its bill confirmed
  /// @param accruedUsd what no bill confirmed
  /// @param trueUpUsd what the bill says beyond the ledger
  record ProviderFigure(
      String provider,
      BigDecimal usd,
      BigDecimal estimatedUsd,
      BigDecimal reconciledUsd,
      BigDecimal invoicedUsd,
      BigDecimal accruedUsd,
      Optional<BigDecimal> billedUsd,
      Optional<BigDecimal> trueUpUsd) {
    static ProviderFigure of(PeriodFigure figure) {
      Total sure = figure.reconciled().plus(figure.invoiced());
      return new ProviderFigure(
          figure.provider(),
          figure.ledger().toUsd(),
          figure.ledger().minus(sure).toUsd(),
          figure.reconciled().toUsd(),
          figure.invoiced().toUsd(),
          figure.ledger().minus(figure.invoiced()).toUsd(),
          figure.billed().map(Total::toUsd),
          figure.billed().map(billed -> billed.minus(figure.ledger()).toUsd()));
    }
  }

  /// @param booked the month it is booked in
  /// @param kind correction, rerated, recorded, voided, due, retagged_from with retagged_to, or how
  ///   a call ended that ended late
  record Restatement(
      String provider, String booked, String kind, String source, long rows, BigDecimal usd) {
    static Restatement of(Periods.Restated restated) {
      return new Restatement(
          restated.provider(),
          restated.booked().toString(),
          restated.kind(),
          restated.source(),
          restated.rows(),
          restated.cost().toUsd());
    }
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.get("listPeriods", "/api/v1/periods", "Closed months, the latest first.")
            .answers(PeriodList.class)
            .does(
                FromLedger.of(gateway)
                    .does(_ ->
                        Answer.of(
                            new PeriodList(
                                periods().all().stream().map(PeriodLine::of).toList())))),
        Endpoint.get("getPeriod", "/api/v1/periods/{id}", "A closed month, and what came after.")
            .answers(PeriodPage.class)
            .does(FromLedger.of(gateway).does(inquiry -> page(month(inquiry.id())))),
        Endpoint.change(
                "POST", "closePeriod", "/api/v1/periods/{id}/close", "Closes a month, for good.")
            .takes(PeriodOrder.class)
            .answers(PeriodPage.class)
            .does(inquiry -> bring(inquiry, PeriodStage.ACCRUED, Closing.Hindrance.NONE)),
        Endpoint.change(
                "POST",
                "settlePeriod",
                "/api/v1/periods/{id}/settle",
                "Compares a closed month with its bills, for good: none is taken for it any more.")
            .asks(
                Parameter.text(
                    "unbilled", "accept: providers without a bill may be among it; refuse if not."))
            .takes(PeriodOrder.class)
            .answers(PeriodPage.class)
            .does(inquiry -> bring(inquiry, PeriodStage.SETTLED, unbilled(inquiry))));
  }

  private Periods periods() {
    return gateway.closing().periods();
  }

  private static YearMonth month(String text) {
    try {
      return YearMonth.parse(text);
    } catch (DateTimeException unreadable) {
      throw new IllegalArgumentException(
          "a month is written as 2026-10, was '%s'".formatted(text), unreadable);
    }
  }

  private Answer page(YearMonth month) {
    List<Closed> stages = periods().stages(month);
    return stages.isEmpty() ? Answer.missing("closed month", month.toString()) : found(stages);
  }

  private Answer found(List<Closed> stages) {
    YearMonth month = stages.getFirst().month();
    return Answer.of(
        new PeriodPage(
            month.toString(),
            stages.stream().map(PeriodStagePage::of).toList(),
            periods().restated(month, stages.getLast().before()).stream()
                .map(Restatement::of)
                .toList(),
            periods().spent(month, Long.MAX_VALUE).stream()
                .map(Spent::cost)
                .reduce(Total.ZERO, Total::plus)
                .toUsd()));
  }

  private Answer bring(Inquiry inquiry, PeriodStage stage, Closing.Hindrance hindrance)
      throws InterruptedException {
    inquiry.requireOnly(Set.of("why"));
    YearMonth month = month(inquiry.id());
    Closing.Order order = new Closing.Order(month, stage, inquiry.who(), inquiry.text("why"));
    Closing.Preparation preparation =
        switch (stage) {
          case ACCRUED -> () -> dues(month, inquiry);
          case SETTLED -> Closing.Preparation.NONE;
        };
    return switch (gateway
        .closing()
        .bring(order, preparation, spent -> figures(month, spent), hindrance)) {
      case Outcome.Done _ -> page(month);
      case Outcome.Refused refused -> new Answer.Fault(409, "period", refused.why());
      case Outcome.Behind behind ->
          Answer.unavailable("the ledger database is behind: " + behind.lag());
    };
  }

  /// What agreements come to is booked before a month is closed, or it says why not.
  private Optional<String> dues(YearMonth month, Inquiry inquiry) throws InterruptedException {
    Booking.Order order = new Booking.Order(Optional.of(month), false, false, inquiry.who());
    return switch (gateway.booking().book(order)) {
      case Booking.Outcome.Unable(String why) -> Optional.of(why);
      case Booking.Outcome.Done done when done.unknown().isEmpty() -> Optional.empty();
      case Booking.Outcome.Done done ->
          Optional.of("what is due by agreements cannot be worked out: " + done.unknown());
    };
  }

  private static Closing.Hindrance unbilled(Inquiry inquiry) {
    String asked = inquiry.asked("unbilled").orElse("refuse");
    return switch (asked) {
      case "accept" -> Closing.Hindrance.NONE;
      case "refuse" -> PeriodRoutes::withoutBill;
      default ->
          throw new IllegalArgumentException(
              "parameter 'unbilled' is accept or refuse, was '%s'".formatted(asked));
    };
  }

  private static Optional<String> withoutBill(List<PeriodFigure> figures) {
    String names =
        figures.stream()
            .filter(figure -> figure.billed().isEmpty())
            .map(PeriodFigure::provider)
            .collect(Collectors.joining(", "));
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "no bill tells of this month's spend at: %s; import it, or accept that there is none (unbilled=accept)"
                .formatted(names));
  }

  /// One figure for each name in the price book: bills do not tell providers of one name apart.
  private List<PeriodFigure> figures(YearMonth month, List<Spent> spent) {
    Days days = new Days(month.atDay(1), month.plusMonths(1).atDay(1));
    return SpentTogether.of(gateway, spent).stream()
        .map(together -> figure(together, together.comparison().question(gateway, days)))
        .toList();
  }

  private static PeriodFigure figure(SpentTogether together, Question question) {
    Reconciliation found = Reconcile.of(question);
    List<Spent> spent = together.spent();
    Total ledger = spent.stream().map(Spent::cost).reduce(Total.ZERO, Total::plus);
    boolean apart = together.isSeveral();
    Total invoiced = apart ? Total.ZERO : least(ledger, sum(found, PeriodRoutes::isInvoiced));
    Total used = apart ? Total.ZERO : least(ledger, sum(found, PeriodRoutes::isUsed));
    Total reconciled = used.compareTo(invoiced) > 0 ? used.minus(invoiced) : Total.ZERO;
    return new PeriodFigure(
        spent.size() == 1 ? spent.getFirst().provider() : together.name(),
        ledger,
        reconciled,
        invoiced,
        isBilled(question) ? Optional.of(billed(found)) : Optional.empty());
  }

  /// Bills of only some of the days that were paid for are none for the month.
  private static boolean isBilled(Question question) {
    Set<LocalDate> billed =
        question.statements().stream()
            .filter(statement -> statement.kind() == Kind.BILL)
            .flatMap(each -> each.period().from().datesUntil(each.period().to()))
            .filter(question.days()::has)
            .collect(Collectors.toSet());
    return !billed.isEmpty()
        && question.ledger().stream()
            .filter(sum -> question.days().has(sum.day()) && sum.cost().signum() != 0)
            .allMatch(sum -> billed.contains(sum.day()));
  }

  private static Total least(Total one, Total other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static boolean isInvoiced(Row row) {
    return row.certainty() == Certainty.INVOICED;
  }

  /// Usage and bill may tell of the same in rows of their own, and then a row has no bill.
  private static boolean isUsed(Row row) {
    return row.usage().isPresent() && row.certainty() != Certainty.ESTIMATED;
  }

  private static Total sum(Reconciliation found, Predicate<Row> confirmed) {
    return Total.usd(
        found.rows().stream()
            .filter(confirmed)
            .map(row -> row.ledger().cost())
            .reduce(BigDecimal.ZERO, BigDecimal::add));
  }

  /// All that the bills of those days say, credits and taxes among it.
  private static Total billed(Reconciliation found) {
    BigDecimal rows =
        found.rows().stream()
            .flatMap(row -> row.bill().stream())
            .map(Row.Billed::cost)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal beside =
        found.beside().stream().map(charge -> charge.billed()).reduce(rows, BigDecimal::add);
    return Total.usd(beside);
  }
}
