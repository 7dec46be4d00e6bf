package dev.weir.view.api;

import dev.weir.exchange.reconcile.Confirmed;
import dev.weir.view.api.Demand.Parameter;
import dev.weir.view.report.Dimension;
import dev.weir.view.report.Measure;
import dev.weir.view.report.Pivot;
import dev.weir.view.report.PivotQuery;
import dev.weir.view.report.ReportQuery;
import dev.weir.view.report.ReportRange;
import dev.weir.view.right.Right;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// One figure of the reports by one dimension or two, with every sum, and compared.
final class PivotRoutes {
  private static final String PATH = "/api/v1/report/pivot";
  private static final String MEASURE = "cost_usd";
  private static final int ROWS = 20;
  private static final int COLUMNS = 6;
  private static final int TAGS_MAX = 200;

  private final RunningGateway gateway;
  private final Confirming confirming;

  PivotRoutes(RunningGateway gateway, Confirming confirming) {
    this.gateway = gateway;
    this.confirming = confirming;
  }

  /// Every figure is text, exact.
  ///
  /// @param addsUp whether rows and columns add up to their totals; percentiles and quotients do
  ///   not
  /// @param by the dimension down, and the one across
  /// @param columns of the dimension across; none without one
  record PivotPage(
      String measure,
      String unit,
      boolean addsUp,
      Instant from,
      Instant to,
      Optional<Instant> againstFrom,
      Optional<Instant> againstTo,
      String zone,
      List<String> by,
      List<PivotValue> columns,
      List<PivotRow> rows,
      Optional<String> incomplete,
      PivotSum total) {}

  /// @param value absent = all others together
  record PivotValue(Optional<String> value) {}

  /// @param value absent = all others together
  /// @param cells one for each column
  /// @param total over all columns
  record PivotRow(Optional<String> value, List<PivotCell> cells, PivotCell total) {}

  /// Over all rows.
  record PivotSum(List<PivotCell> cells, PivotCell total) {}

  /// @param value absent where there is none, as a quotient over nothing
  /// @param before in the time it is compared with
  /// @param change by how much it is more now
  /// @param changeShare that ÷ before
  record PivotCell(
      Optional<BigDecimal> value,
      Optional<BigDecimal> before,
      Optional<BigDecimal> change,
      Optional<BigDecimal> changeShare) {}

  /// What a pivot and a report can be asked for.
  ///
  /// @param dimensions that every call has
  /// @param tags dimensions of free tags that calls of the time have, the first 200
  record ReportTerms(List<String> dimensions, List<String> tags, List<MeasureTerm> measures) {}

  /// @param subject `cost` or `speed`: which report defines it
  /// @param unit `count`, `usd`, `share`, `milliseconds` or `tokens_per_second`
  record MeasureTerm(String field, String subject, String unit, boolean addsUp) {}

  List<Endpoint> all() {
    return List.of(
        Endpoint.get(
                "pivot", PATH, "One figure by one dimension or two, compared with another time.")
            .needs(Right.READ_OF_TEAMS)
            .asks(
                Parameter.text("measure", "A figure of the reports; cost_usd by default."),
                Parameter.texts("by", "Up to two dimensions: the one down, the one across."),
                Ranges.FROM,
                Ranges.TO,
                Ranges.ZONE,
                Parameter.text("against_from", "Compares with what was accepted from here on."),
                Parameter.text("against_to", "Compares with what was accepted before."),
                Ranges.FILTER,
                Parameter.number("rows", "Most values down, 20 by default; others are added up."),
                Parameter.number("columns", "The same across, 6 by default."))
            .answers(PivotPage.class)
            .does(FromLedger.of(gateway).does(this::pivot)),
        Endpoint.get(
                "reportTerms", "/api/v1/report/terms", "Dimensions, tags and figures there are.")
            .needs(Right.READ_OF_TEAMS)
            .asks(Ranges.FROM, Ranges.TO, Ranges.ZONE)
            .answers(ReportTerms.class)
            .does(FromLedger.of(gateway).does(this::terms)));
  }

  private Answer pivot(Inquiry inquiry, Optional<String> missing) {
    Measure measure = Measure.parse(inquiry.asked("measure").orElse(MEASURE));
    List<Dimension> by =
        inquiry.all("by").stream()
            .flatMap(text -> Arrays.stream(text.split(",", -1)))
            .filter(name -> !name.isBlank())
            .map(name -> Dimension.parse(name.strip()))
            .toList();
    PivotQuery query =
        new PivotQuery(
            report(inquiry, measure, by, Ranges.of(inquiry)),
            Ranges.against(inquiry).map(range -> report(inquiry, measure, by, range)),
            measure,
            inquiry.number("rows", ROWS),
            inquiry.number("columns", COLUMNS));
    return Answer.of(page(inquiry, gateway.queries().reports().pivot(query), missing));
  }

  private ReportQuery report(
      Inquiry inquiry, Measure measure, List<Dimension> by, ReportRange range) {
    Confirmed confirmed =
        switch (measure.subject()) {
          case COST -> confirming.within(range.from(), range.to());
          case SPEED -> Confirmed.NOTHING;
        };
    return new ReportQuery(
        measure.subject(),
        by,
        range,
        Ranges.filters(inquiry),
        1,
        confirmed,
        Optional.empty(),
        Set.of(measure.field()));
  }

  private static PivotPage page(Inquiry inquiry, Pivot pivot, Optional<String> missing) {
    Measure measure = pivot.query().measure();
    ReportRange range = pivot.query().report().range();
    Optional<ReportRange> against = pivot.query().against().map(ReportQuery::range);
    List<Dimension> by = pivot.query().report().by();
    return new PivotPage(
        measure.field(),
        code(measure.unit()),
        measure.addsUp(),
        range.from(),
        range.to(),
        against.map(ReportRange::from),
        against.map(ReportRange::to),
        range.zone().getId(),
        by.stream().map(Dimension::label).toList(),
        pivot.columns().stream()
            .map(value -> new PivotValue(seen(inquiry, by.getLast(), value)))
            .toList(),
        pivot.lines().stream().map(line -> row(inquiry, by.getFirst(), line)).toList(),
        missing,
        new PivotSum(cells(pivot.total()), cell(pivot.total().total())));
  }

  private static PivotRow row(Inquiry inquiry, Dimension by, Pivot.Line line) {
    return new PivotRow(seen(inquiry, by, line.value()), cells(line), cell(line.total()));
  }

  private static Optional<String> seen(Inquiry inquiry, Dimension by, Pivot.Value value) {
    return value.text().map(text -> Ranges.seen(inquiry, List.of(by), List.of(text)).getFirst());
  }

  private static List<PivotCell> cells(Pivot.Line line) {
    return line.cells().stream().map(PivotRoutes::cell).toList();
  }

  private static PivotCell cell(Pivot.Cell cell) {
    return new PivotCell(cell.now(), cell.before(), cell.change(), cell.changeShare());
  }

  private Answer terms(Inquiry inquiry) {
    List<String> tags =
        gateway.queries().reports().tags(Ranges.of(inquiry), Ranges.filters(inquiry), TAGS_MAX);
    return Answer.of(
        new ReportTerms(
            Dimension.known(),
            tags.stream().map(tag -> "tag:" + tag).toList(),
            Measure.all().stream().map(PivotRoutes::term).toList()));
  }

  private static MeasureTerm term(Measure measure) {
    return new MeasureTerm(
        measure.field(), code(measure.subject()), code(measure.unit()), measure.addsUp());
  }

  private static String code(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }
}
