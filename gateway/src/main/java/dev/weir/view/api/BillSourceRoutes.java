package dev.weir.view.api;

import dev.weir.exchange.bill.BillHead;
import dev.weir.exchange.bill.Reading.Period;
import dev.weir.exchange.fetch.Fetched;
import dev.weir.exchange.fetch.Fetching;
import dev.weir.exchange.fetch.Standings;
import dev.weir.view.api.Demand.Parameter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Where bills and provider usage are fetched, how that goes, and fetching now.
final class BillSourceRoutes {
  private final RunningGateway gateway;

  BillSourceRoutes(RunningGateway gateway) {
    this.gateway = gateway;
  }

  record BillSourceList(List<BillSourceLine> sources) {}

  /// A report of a source.
  ///
  /// @param source by its name in the configuration
  /// @param family of the vendor
  /// @param provider as configured, whose account it is
  /// @param watched whether keys that bypass the gateway are told of
  /// @param days that are known
  /// @param firstDay of them
  /// @param late whether it has not come for twice the time it should
  /// @param problem why the last try failed
  /// @param note what the last try left as it was, and why
  record BillSourceLine(
      String source,
      String family,
      String provider,
      String report,
      boolean watched,
      Optional<Instant> tried,
      Optional<Instant> succeeded,
      int days,
      Optional<LocalDate> firstDay,
      Optional<LocalDate> lastDay,
      boolean late,
      Optional<String> problem,
      Optional<String> note) {}

  record FetchedList(List<FetchedReport> reports) {}

  /// @param to the day after the last
  /// @param imported files that were not known: days, or billing periods of exports
  /// @param replaced those that were known otherwise
  /// @param unchanged those that are as they were known
  /// @param idle days on which nothing was used or charged
  /// @param notes what was left as it was, and why
  /// @param problem why nothing was kept, or of exports some
  record FetchedReport(
      String source,
      String report,
      LocalDate from,
      LocalDate to,
      int imported,
      int replaced,
      int unchanged,
      int idle,
      List<String> notes,
      Optional<String> problem) {
    static FetchedReport of(Fetched fetched) {
      return new FetchedReport(
          fetched.source().name(),
          fetched.report().name(),
          fetched.days().from(),
          fetched.days().to(),
          fetched.imported(),
          fetched.replaced(),
          fetched.unchanged(),
          fetched.idle().size(),
          fetched.notes(),
          fetched.problem());
    }
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.get(
                "listBillSources",
                "/api/v1/bills/sources",
                "What is fetched from vendors, and how that goes.")
            .answers(BillSourceList.class)
            .does(_ -> Answer.of(list())),
        Endpoint.change(
                "POST",
                "fetchBills",
                "/api/v1/bills/fetch",
                "Asks vendors now; answers when what they say is kept, or could not be had.")
            .asks(
                Parameter.text("source", "Name of one source; all if not said."),
                Parameter.text(
                    "from",
                    "First day, in UTC; the days that are due if not said, and then no to."),
                Parameter.text("to", "The day after the last, in UTC; today at most."))
            .answers(FetchedList.class)
            .does(this::fetch));
  }

  private BillSourceList list() {
    List<BillHead> inForce = gateway.bills().all().stream().filter(BillHead::isInForce).toList();
    return new BillSourceList(
        gateway.fetching().standings().lines().stream().map(line -> line(line, inForce)).toList());
  }

  private static BillSourceLine line(Standings.Line line, List<BillHead> inForce) {
    String prefix = line.source().name() + "/" + line.report().name() + "/";
    TreeSet<LocalDate> days = new TreeSet<>(line.standing().idle());
    inForce.stream()
        .filter(bill -> bill.who().equals(line.source().name()) && bill.file().startsWith(prefix))
        .forEach(bill -> bill.period().from().datesUntil(bill.period().to()).forEach(days::add));
    return new BillSourceLine(
        line.source().name(),
        line.source().vendor().code(),
        line.source().provider(),
        line.report().name(),
        !line.source().gatewayKeys().isEmpty(),
        line.standing().tried(),
        line.standing().succeeded(),
        days.size(),
        days.stream().findFirst(),
        Optional.of(days).filter(some -> !some.isEmpty()).map(TreeSet::getLast),
        line.late(),
        Optional.of(line.standing().problem()).filter(text -> !text.isEmpty()),
        Optional.of(line.standing().note()).filter(text -> !text.isEmpty()));
  }

  private Answer fetch(Inquiry inquiry) throws InterruptedException {
    String why = "fetched for %s: %s".formatted(inquiry.who(), inquiry.why());
    Fetching.Order order = new Fetching.Order(inquiry.asked("source"), days(inquiry), why);
    return switch (gateway.fetching().fetch(order)) {
      case Fetching.Outcome.Done done ->
          Answer.of(new FetchedList(done.reports().stream().map(FetchedReport::of).toList()));
      case Fetching.Outcome.NotRunning _ ->
          Answer.unavailable("nothing is fetched: only a running gateway fetches (weir serve)");
    };
  }

  private static Optional<Period> days(Inquiry inquiry) {
    Optional<String> from = inquiry.asked("from");
    Optional<String> to = inquiry.asked("to");
    if (from.isPresent() != to.isPresent()) {
      throw new IllegalArgumentException("parameters 'from' and 'to' are given both or not at all");
    }
    try {
      return from.map(
          first -> new Period(LocalDate.parse(first), LocalDate.parse(to.orElseThrow())));
    } catch (DateTimeException unreadable) {
      throw new IllegalArgumentException(
          "a day is written as 2026-10-31: " + unreadable.getMessage(), unreadable);
    }
  }
}
