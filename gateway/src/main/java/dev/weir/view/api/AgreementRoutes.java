package dev.weir.view.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.base.money.Total;
import dev.weir.flow.agreement.Agreement;
import dev.weir.flow.agreement.AgreementText;
import dev.weir.flow.agreement.Days;
import dev.weir.flow.agreement.Drawn;
import dev.weir.flow.agreement.Due;
import dev.weir.flow.agreement.Standing;
import dev.weir.flow.agreement.Terms;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Version;
import dev.weir.flow.due.Booking;
import dev.weir.flow.due.Booking.Outcome;
import dev.weir.flow.projection.AgreementRows;
import dev.weir.view.api.Demand.Parameter;
import dev.weir.view.right.Right;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What is bought other than by the call, and what is due of it.
final class AgreementRoutes {
  private static final String PATH = "/api/v1/agreements";
  private static final int LOOKED_BACK = 30;
  private static final Parameter MONTH =
      Parameter.text("month", "Of UTC, as 2026-10; if not said, all since the month before last.");

  private final RunningGateway gateway;
  private final Changes changes;

  AgreementRoutes(RunningGateway gateway, Changes changes) {
    this.gateway = gateway;
    this.changes = changes;
  }

  /// One of any kind: docs/agreements.md.
  record AgreementBody() {}

  /// @param uncovered what was used in the last 30 days at a price of 0, and no capacity says what
  ///   it costs
  record AgreementList(List<AgreementPage> agreements, List<UncoveredModel> uncovered) {}

  record UncoveredModel(String provider, String model, long attempts, long tokens) {}

  /// @param terms all of it, as it was written
  record AgreementPage(
      String name,
      int version,
      String kind,
      String provider,
      LocalDate from,
      Optional<LocalDate> until,
      String source,
      ObjectNode terms,
      Instant at,
      String who) {
    static AgreementPage of(Version version) {
      Agreement agreement = AgreementText.read(version.id(), version.body());
      return new AgreementPage(
          agreement.name(),
          version.version(),
          AgreementText.kind(agreement),
          agreement.covered().provider(),
          agreement.from(),
          agreement.until(),
          agreement.source(),
          version.body(),
          version.at(),
          version.who());
    }
  }

  /// How it does in a month, by what is booked of it.
  ///
  /// @param usd what it comes to; of capacity with what its calls were charged by themselves
  /// @param dues what is booked of it, by kind
  /// @param chargedUsd what the calls it covers were charged by themselves
  /// @param tokens they used
  /// @param usdPerMillion of capacity: what a million tokens cost in the end
  /// @param usedShare of capacity: how much of its cost served somebody, 0 to 1
  /// @param activeSeats of what is sold by seat: how many were told to be in use, at most
  /// @param usdPerActiveSeat what each of those cost, with what nobody uses
  /// @param drawn how much is used of what was bought, in the period that the last of the days is
  ///   in: of a commitment, credits, a quota, and of seats where it is told who uses one
  record AgreementStanding(
      String name,
      YearMonth month,
      BigDecimal usd,
      Map<String, BigDecimal> dues,
      BigDecimal chargedUsd,
      long tokens,
      Optional<BigDecimal> usdPerMillion,
      Optional<BigDecimal> usedShare,
      Optional<Long> activeSeats,
      Optional<BigDecimal> usdPerActiveSeat,
      Optional<DrawnPage> drawn) {}

  /// @param from first day of the period
  /// @param until its end, exclusive
  /// @param share used of bought; above 1 where more is used
  record DrawnPage(
      LocalDate from,
      LocalDate until,
      BigDecimal used,
      BigDecimal bought,
      String unit,
      BigDecimal share) {
    static DrawnPage of(Drawn drawn) {
      return new DrawnPage(
          drawn.period().from(),
          drawn.period().to(),
          drawn.used(),
          drawn.bought(),
          drawn.unit(),
          drawn.share());
    }
  }

  /// @param from first day that was looked at
  /// @param to the day after the last: days that are not over have no dues yet
  /// @param booked rows, by agreement; of a dry run what would be booked
  /// @param held what is due of closed months and was not booked
  /// @param unknown agreements that could not be worked out, and why
  record DuesPage(
      boolean dryRun,
      LocalDate from,
      LocalDate to,
      List<BookedDues> booked,
      List<HeldDues> held,
      Map<String, String> unknown) {}

  record BookedDues(String agreement, long rows, BigDecimal usd) {}

  record HeldDues(YearMonth month, BigDecimal usd) {}

  List<Endpoint> all() {
    FromLedger ledger = FromLedger.of(gateway);
    return List.of(
        Endpoint.get("listAgreements", PATH, "What is bought other than by the call.")
            .answers(AgreementList.class)
            .does(ledger.does(this::list)),
        Endpoint.change("PUT", "putAgreement", PATH + "/{id}", "Says what is bought, and for what.")
            .versioned()
            .takes(AgreementBody.class)
            .answers(Pages.Changed.class)
            .does(this::put),
        Endpoint.change(
                "DELETE",
                "deleteAgreement",
                PATH + "/{id}",
                "Takes an agreement back: the next booking takes back what is due of the months it reaches.")
            .versioned()
            .answers(Pages.Changed.class)
            .does(inquiry -> changes.retire(Kind.AGREEMENT, inquiry.id(), List.of(), inquiry)),
        Endpoint.get("getAgreement", PATH + "/{id}", "How an agreement does in a month.")
            .asks(Parameter.text("month", "Of UTC, as 2026-10; the current one if not said."))
            .answers(AgreementStanding.class)
            .does(ledger.does(this::standing)),
        Endpoint.ask(
                "rehearseAgreement",
                PATH + "/{id}/rehearsal",
                "What would be booked of days that are over if an agreement were so; sets nothing.")
            .needs(Right.CHANGE)
            .asks(
                MONTH, Parameter.text("end", "true: as if it were taken back; terms are not read."))
            .takes(AgreementBody.class)
            .answers(DuesPage.class)
            .does(this::rehearse),
        Endpoint.change(
                "POST",
                "bookDues",
                "/api/v1/dues",
                "Books what is due of days that are over; again, it books nothing.")
            .asks(
                Parameter.text("dry_run", "true: nothing is booked, what would be is answered."),
                MONTH,
                Parameter.text("restate", "true: closed months too, as restatements of them."))
            .answers(DuesPage.class)
            .does(this::book));
  }

  private Answer list(Inquiry inquiry) {
    List<Version> versions = changes.current(Kind.AGREEMENT);
    List<Agreement> agreements =
        versions.stream().map(each -> AgreementText.read(each.id(), each.body())).toList();
    LocalDate today = LocalDate.ofInstant(inquiry.now(), ZoneOffset.UTC);
    Days days = new Days(today.minusDays(LOOKED_BACK), today.plusDays(1));
    List<UncoveredModel> uncovered =
        gateway.booking().rows().free(days).stream()
            .filter(free ->
                agreements.stream()
                    .noneMatch(each -> each.isCapacityOf(free.provider(), free.model(), days)))
            .map(free ->
                new UncoveredModel(free.provider(), free.model(), free.attempts(), free.tokens()))
            .toList();
    return Answer.of(
        new AgreementList(versions.stream().map(AgreementPage::of).toList(), uncovered));
  }

  private Answer put(Inquiry inquiry) {
    ObjectNode body = inquiry.body().deepCopy();
    Agreement agreement = completed(inquiry.id(), body);
    return collision(agreement)
        .orElseGet(() -> changes.put(Kind.AGREEMENT, agreement.name(), body, inquiry));
  }

  /// Its tags are declared where they are typed, and bring what follows from them.
  private Agreement completed(String name, ObjectNode body) {
    Agreement agreement = AgreementText.read(name, body);
    Map<String, String> tags =
        gateway
            .books()
            .inForce()
            .tags()
            .recorded(
                agreement.bearer().tags(),
                agreement.from().atStartOfDay(ZoneOffset.UTC).toInstant())
            .toMap();
    if (tags.isEmpty()) {
      return agreement;
    }
    ObjectNode all = body.putObject("tags");
    tags.forEach(all::put);
    return AgreementText.read(name, body);
  }

  private Optional<Answer> collision(Agreement agreement) {
    return inForce().stream()
        .filter(agreement::collides)
        .findFirst()
        .map(other ->
            new Answer.Fault(
                409,
                "agreement_collides",
                "agreement '%s' would take the same charges off as '%s' does: say both in one, or other models or days"
                    .formatted(agreement.name(), other.name())));
  }

  private List<Agreement> inForce() {
    return changes.current(Kind.AGREEMENT).stream()
        .map(each -> AgreementText.read(each.id(), each.body()))
        .toList();
  }

  private Answer rehearse(Inquiry inquiry) throws InterruptedException {
    List<Agreement> agreements = new ArrayList<>(inForce());
    boolean isThere = agreements.removeIf(each -> each.name().equals(inquiry.id()));
    if (inquiry.flag("end")) {
      if (!isThere) {
        return Answer.missing("agreement", inquiry.id());
      }
    } else {
      ObjectNode body = inquiry.body().deepCopy();
      Agreement agreement = completed(inquiry.id(), body);
      Optional<Answer> collision = collision(agreement);
      if (collision.isPresent()) {
        return collision.get();
      }
      agreements.add(agreement);
    }
    return answer(true, gateway.booking().rehearse(Ranges.month(inquiry), agreements));
  }

  private Answer standing(Inquiry inquiry) {
    Optional<Version> version = changes.current(Kind.AGREEMENT, inquiry.id());
    if (version.isEmpty()) {
      return Answer.missing("agreement", inquiry.id());
    }
    Agreement agreement = AgreementText.read(inquiry.id(), version.get().body());
    YearMonth month = Ranges.monthOrThis(inquiry);
    Days days = agreement.within(overBy(inquiry.now(), month));
    List<Due> booked =
        gateway.booking().rows().booked(days).stream()
            .filter(due -> due.what().agreement().equals(agreement.name()))
            .toList();
    AgreementRows rows = gateway.booking().rows();
    Standing standing =
        Standing.of(
            agreement.terms() instanceof Terms.Capacity
                ? rows.hourly(agreement.covered(), days)
                : rows.daily(agreement.covered(), days),
            booked);
    Optional<Long> seats = rows.activeSeats(agreement.covered(), days);
    Map<String, BigDecimal> dues = new TreeMap<>();
    standing.dues().forEach((kind, sum) -> dues.put(kind.code(), sum.toUsd()));
    return Answer.of(
        new AgreementStanding(
            agreement.name(),
            month,
            standing.cost(agreement.terms()).toUsd(),
            dues,
            standing.charged().toUsd(),
            standing.tokens(),
            standing.usdPerMillion(agreement.terms()),
            standing.usedShare(agreement.terms()),
            seats,
            standing.usdPerActiveSeat(agreement.terms(), seats),
            seats
                .flatMap(active -> agreement.seats(active, days))
                .or(() -> gateway.booking().drawn(agreement, days))
                .map(DrawnPage::of)));
  }

  /// The days of a month that are over.
  private static Days overBy(Instant now, YearMonth month) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    LocalDate from = month.atDay(1);
    LocalDate to = month.plusMonths(1).atDay(1);
    LocalDate end = today.isBefore(to) ? today : to;
    return new Days(from, end.isBefore(from) ? from : end);
  }

  /// What is due by agreements has no meter that a bill could have: a reconciliation has it beside
  /// its rows.
  static Optional<String> note(
      RunningGateway gateway, String provider, LocalDate from, LocalDate to) {
    List<Due> dues =
        gateway.booking().rows().booked(new Days(from, to)).stream()
            .filter(due -> due.what().provider().equals(provider))
            .toList();
    Total sum = dues.stream().map(due -> Total.of(due.amount())).reduce(Total.ZERO, Total::plus);
    return dues.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s USD are due by agreements (%s) and compared with no row"
                .formatted(
                    sum.toUsd().stripTrailingZeros().toPlainString(),
                    dues.stream()
                        .map(due -> due.what().agreement())
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(", "))));
  }

  private Answer book(Inquiry inquiry) throws InterruptedException {
    boolean dryRun = inquiry.flag("dry_run");
    Booking.Order order =
        new Booking.Order(Ranges.month(inquiry), dryRun, inquiry.flag("restate"), inquiry.who());
    return answer(dryRun, gateway.booking().book(order));
  }

  private static Answer answer(boolean dryRun, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done done -> Answer.of(page(dryRun, done));
      case Outcome.Unable(String why) -> Answer.unavailable(why);
    };
  }

  private static DuesPage page(boolean dryRun, Outcome.Done done) {
    return new DuesPage(
        dryRun,
        done.days().from(),
        done.days().to(),
        done.booked().entrySet().stream()
            .map(each ->
                new BookedDues(
                    each.getKey(), each.getValue().rows(), usd(each.getValue().amount())))
            .toList(),
        done.held().entrySet().stream()
            .map(each -> new HeldDues(each.getKey(), usd(each.getValue())))
            .toList(),
        done.unknown());
  }

  private static BigDecimal usd(Total total) {
    return total.toUsd();
  }
}
