package dev.weir.view.api;

import dev.weir.exchange.reconcile.Confirmed;
import dev.weir.flow.books.Snapshot;
import dev.weir.view.api.Demand.Parameter;
import dev.weir.view.report.Conversion;
import dev.weir.view.report.Dimension;
import dev.weir.view.report.Report;
import dev.weir.view.report.ReportFormat;
import dev.weir.view.report.ReportQuery;
import dev.weir.view.report.ReportRange;
import dev.weir.view.report.Subject;
import dev.weir.view.right.Right;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The reports about cost and about speed.
final class ReportRoutes {
  private static final int ROWS = 1_000;

  private final RunningGateway gateway;
  private final Confirming confirming;

  ReportRoutes(RunningGateway gateway, Confirming confirming) {
    this.gateway = gateway;
    this.confirming = confirming;
  }

  /// The JSON form of a report, as docs/reports.md defines it. It describes; the text itself is
  /// written by the report's room.
  ///
  /// @param organisationCurrency present where it is not the dollar; then each amount stands again
  ///   in it behind the one in dollars, `cost_eur` behind `cost_usd`, or null without a rate
  /// @param noRateBefore present where a part is of days before this, the first with a rate
  record ReportPage(
      String currency,
      Optional<String> organisationCurrency,
      Optional<List<ReportRate>> rates,
      Optional<LocalDate> noRateBefore,
      Instant from,
      Instant to,
      String zone,
      List<String> by,
      List<ReportRow> rows,
      boolean moreRows,
      Optional<String> incomplete,
      ReportFigures total) {}

  /// @param usd dollars for one unit of the organisation's currency
  /// @param perUsd its inverse, which amounts are multiplied by
  record ReportRate(LocalDate from, BigDecimal usd, BigDecimal perUsd, String source) {}

  /// @param group a value per dimension
  record ReportRow(Map<String, String> group) implements WithFigures {}

  /// Figures of all rows together.
  record ReportFigures() implements WithFigures {}

  /// A page record whose own fields are followed by the columns of the cost report.
  interface WithFigures {}

  /// The JSON form of a report about speed, as [ReportPage].
  record SpeedReportPage(
      Instant from,
      Instant to,
      String zone,
      List<String> by,
      List<SpeedRow> rows,
      boolean moreRows,
      Optional<String> incomplete,
      SpeedFigures total) {}

  /// @param group a value per dimension
  record SpeedRow(Map<String, String> group) implements WithSpeeds {}

  /// Figures of all rows together.
  record SpeedFigures() implements WithSpeeds {}

  /// A page record whose own fields are followed by the columns of the report about speed.
  interface WithSpeeds {}

  List<Endpoint> all() {
    return List.of(
        about(
            Subject.COST,
            Endpoint.get("report", "/api/v1/report", "Calls, tokens and cost, added up.")
                .needs(Right.READ_OF_TEAMS),
            ReportPage.class),
        about(
            Subject.SPEED,
            Endpoint.get("speed", "/api/v1/speed", "How fast attempts were answered.")
                .needs(Right.READ_OF_TEAMS),
            SpeedReportPage.class));
  }

  private Endpoint about(Subject subject, Endpoint endpoint, Class<?> page) {
    return endpoint
        .asks(
            Parameter.texts("by", "Dimensions, separated by commas or repeated."),
            Ranges.FROM,
            Ranges.TO,
            Ranges.ZONE,
            Ranges.FILTER,
            Parameter.texts(
                "figures", "Columns after the dimensions, separated by commas; all if not said."),
            Parameter.text("format", "json (default), csv or table."),
            Parameter.number("rows", "Most rows, 1,000 by default."))
        .answers(page)
        .does(FromLedger.of(gateway).does((inquiry, missing) -> report(subject, inquiry, missing)));
  }

  private Answer report(Subject subject, Inquiry inquiry, Optional<String> missing) {
    List<Dimension> by = names(inquiry, "by").map(Dimension::parse).toList();
    ReportFormat format = ReportFormat.parse(inquiry.asked("format").orElse("json"));
    ReportRange range = Ranges.of(inquiry);
    ReportQuery query =
        new ReportQuery(
            subject,
            by,
            range,
            Ranges.filters(inquiry),
            inquiry.number("rows", ROWS),
            confirmed(subject, range),
            conversion(subject),
            names(inquiry, "figures").collect(Collectors.toSet()));
    Report report =
        gateway
            .queries()
            .reports()
            .report(query)
            .showing(group -> Ranges.seen(inquiry, by, group))
            .missing(missing);
    return new Answer.Text(200, type(format), format.write(report));
  }

  private static Stream<String> names(Inquiry inquiry, String parameter) {
    return inquiry.all(parameter).stream()
        .flatMap(text -> Arrays.stream(text.split(",", -1)))
        .filter(name -> !name.isBlank())
        .map(String::strip);
  }

  private Confirmed confirmed(Subject subject, ReportRange range) {
    return switch (subject) {
      case COST -> confirming.within(range.from(), range.to());
      case SPEED -> Confirmed.NOTHING;
    };
  }

  private Optional<Conversion> conversion(Subject subject) {
    Snapshot books = gateway.books().inForce();
    String currency = books.settings().currency();
    return subject != Subject.COST || books.settings().isInDollars()
        ? Optional.empty()
        : Optional.of(
            new Conversion(currency, List.copyOf(books.prices().rates(currency).values())));
  }

  private static String type(ReportFormat format) {
    return switch (format) {
      case JSON -> Endpoint.JSON;
      case CSV -> "text/csv; charset=utf-8";
      case TABLE -> "text/plain; charset=utf-8";
    };
  }
}
