package dev.weir.view.report;

/// A figure of a report as programs get it, the same in JSON and CSV.
///
/// @param field its name
/// @param mayBeAbsent null in JSON and empty in CSV, for example a quotient over nothing
public record ReportColumn(String field, Kind kind, boolean mayBeAbsent) {
  /// How a figure is written.
  public enum Kind {
    /// A whole number.
    COUNT,
    /// US dollars, exact: a text in JSON.
    USD,
    /// A number with decimals.
    NUMBER
  }

  static ReportColumn of(Figure figure) {
    Figure.Value ofNothing = figure.of(Measures.NONE);
    Kind kind =
        switch (ofNothing) {
          case Figure.Value.Count _ -> Kind.COUNT;
          case Figure.Value.Money _ -> Kind.USD;
          case Figure.Value.Fraction _, Figure.Value.Measured _ -> Kind.NUMBER;
        };
    return new ReportColumn(figure.field(), kind, ofNothing.exact().isEmpty());
  }
}
