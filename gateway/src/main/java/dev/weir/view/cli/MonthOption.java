package dev.weir.view.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/// Which month is asked of.
final class MonthOption {
  @Option(names = "--month", paramLabel = "MONTH", description = "As 2026-10; else this one.")
  private Optional<String> month = Optional.empty();

  /// A query that asks for it.
  Query query() {
    Query query = new Query();
    query.addMonth(month);
    return query;
  }
}
