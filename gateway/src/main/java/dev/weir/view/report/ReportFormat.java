package dev.weir.view.report;

import java.util.Locale;

/// How a report is written down.
public enum ReportFormat {
  /// For people: aligned, amounts rounded to six decimals, columns of nothing left out.
  TABLE,
  /// Everything, amounts as text with twelve decimals.
  JSON,
  /// Rows without the total, amounts with twelve decimals; RFC 4180.
  CSV;

  /// Reads `table`, `json` or `csv`.
  public static ReportFormat parse(String name) {
    return switch (name) {
      case "table" -> TABLE;
      case "json" -> JSON;
      case "csv" -> CSV;
      default ->
          throw new IllegalArgumentException(
              "unknown format '%s'; known: table, json, csv".formatted(name));
    };
  }

  public String write(Report report) {
    return switch (this) {
      case TABLE -> TableText.of(report);
      case JSON -> JsonText.of(report);
      case CSV -> CsvText.of(report);
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
