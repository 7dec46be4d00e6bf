package dev.weir.view.cli;

import picocli.CommandLine.Option;

/// How a listing is written.
public final class FormatOption {
  enum Format {
    /// For people: aligned, with units.
    TABLE,
    /// The API's own answer, indented.
    JSON,
    /// The table's columns, RFC 4180.
    CSV
  }

  @Option(
      names = "--format",
      paramLabel = "table|json|csv",
      description = "How to print: table, json or csv; table if not said.")
  private Format format = Format.TABLE;

  Format format() {
    return format;
  }
}
