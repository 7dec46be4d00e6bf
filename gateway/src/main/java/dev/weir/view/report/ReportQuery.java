package dev.weir.view.report;

import dev.weir.exchange.reconcile.Confirmed;
import dev.weir.flow.projection.SpendHours;
import dev.weir.flow.projection.Sql;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What a report is asked for.
///
/// @param subject which figures
/// @param by dimensions in the order of the columns; none = the total alone
/// @param filters all must hold
/// @param rowsMax most rows; the total counts the others too
/// @param confirmed whose days somebody has confirmed
/// @param conversion of its amounts, beside those in dollars
/// @param columns fields of the columns that are asked for; none = all
public record ReportQuery(
    Subject subject,
    List<Dimension> by,
    ReportRange range,
    List<Filter> filters,
    int rowsMax,
    Confirmed confirmed,
    Optional<Conversion> conversion,
    Set<String> columns) {
  private static final int DIMENSIONS_MAX = 8;
  private static final int ROWS_MAX = 100_000;

  /// A report about cost of which nobody has confirmed anything.
  public ReportQuery(List<Dimension> by, ReportRange range, List<Filter> filters, int rowsMax) {
    this(Subject.COST, by, range, filters, rowsMax, Confirmed.NOTHING, Optional.empty());
  }

  /// All that adds up, so no percentile: a report that is quick over many.
  public static ReportQuery sums(
      List<Dimension> by, ReportRange range, List<Filter> filters, int rowsMax) {
    return new ReportQuery(
        Subject.COST,
        by,
        range,
        filters,
        rowsMax,
        Confirmed.NOTHING,
        Optional.empty(),
        Figure.ADDING_UP);
  }

  /// A report with all its columns.
  public ReportQuery(
      Subject subject,
      List<Dimension> by,
      ReportRange range,
      List<Filter> filters,
      int rowsMax,
      Confirmed confirmed,
      Optional<Conversion> conversion) {
    this(subject, by, range, filters, rowsMax, confirmed, conversion, Set.of());
  }

  /// A dimension has one of these values, as a report shows it.
  ///
  /// @param excludes whether it has none of them instead
  public record Filter(Dimension dimension, List<String> values, boolean excludes) {
    public Filter {
      values = List.copyOf(values);
      List<String> only = dimension.onlyValues();
      if (values.isEmpty()) {
        throw new IllegalArgumentException(
            "filter '%s' has a value, was without one".formatted(dimension.label()));
      }
      if (!only.isEmpty() && !only.containsAll(values)) {
        throw new IllegalArgumentException(
            "filter '%s' is one of %s, was '%s'"
                .formatted(dimension.label(), String.join(", ", only), String.join(", ", values)));
      }
    }

    public Filter(Dimension dimension, List<String> values) {
      this(dimension, values, false);
    }

    /// It has this one.
    public Filter(Dimension dimension, String value) {
      this(dimension, List.of(value));
    }

    /// It has another one than this.
    public static Filter not(Dimension dimension, String value) {
      return new Filter(dimension, List.of(value), true);
    }

    void addTo(Sql sql, ReportRange range) {
      dimension.addTo(sql, range);
      sql.add(
          " %s (%s)"
              .formatted(
                  excludes ? "NOT IN" : "IN",
                  String.join(", ", Collections.nCopies(values.size(), "?"))),
          values.toArray());
    }
  }

  public ReportQuery {
    by = List.copyOf(by);
    filters = List.copyOf(filters);
    columns = Set.copyOf(columns);
    List<String> known = subject.figures().stream().map(Figure::field).toList();
    Set<String> unknown = new TreeSet<>(columns);
    known.forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "a column is one of %s, was '%s'"
              .formatted(String.join(", ", known), String.join("', '", unknown)));
    }
    if (by.size() > DIMENSIONS_MAX || by.stream().distinct().count() < by.size()) {
      throw new IllegalArgumentException(
          "a report has up to %d dimensions, each once, was %s"
              .formatted(DIMENSIONS_MAX, by.stream().map(Dimension::label).toList()));
    }
    if (subject != Subject.SPEED) {
      by.forEach(Dimension::requireOfCost);
      filters.forEach(filter -> filter.dimension().requireOfCost());
    }
    if (rowsMax < 1 || rowsMax > ROWS_MAX) {
      throw new IllegalArgumentException(
          "a report has 1 to %d rows, was %d".formatted(ROWS_MAX, rowsMax));
    }
  }

  /// The same about other dimensions.
  ReportQuery by(List<Dimension> others) {
    return new ReportQuery(
        subject, others, range, filters, rowsMax, confirmed, conversion, columns);
  }

  /// The columns after the dimensions, in order: an amount in the report's currency follows the
  /// same one in dollars.
  List<Figure> figures() {
    List<Figure> asked = subject.figures().stream().filter(figure -> has(figure.field())).toList();
    return conversion
        .map(into ->
            asked.stream()
                .flatMap(figure ->
                    figure.isMoney()
                        ? Stream.of(figure, figure.in(into.currency()))
                        : Stream.of(figure))
                .toList())
        .orElse(asked);
  }

  /// Whether a column is asked for.
  boolean has(String figure) {
    return columns.isEmpty() || columns.contains(figure);
  }

  /// The sums by the hour that have all that is asked for, if some have.
  Optional<SpendHours> hours() {
    List<Dimension> dimensions =
        Stream.concat(by.stream(), filters.stream().map(Filter::dimension)).toList();
    return Dimension.hours(dimensions).filter(_ -> isOfSums() && range.isOfWholeHours());
  }

  /// Whether sums of its rows are what their calls together would say: no percentile does.
  boolean isOfSums() {
    return subject == Subject.COST && figures().stream().noneMatch(Figure::isQuantile);
  }
}
