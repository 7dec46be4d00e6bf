package dev.weir.exchange.focus;

import dev.weir.base.store.Database;
import dev.weir.exchange.reconcile.Certainty;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Writes what the ledger holds as FOCUS rows. Blocks; safe for any number of threads.
public final class FocusExport {
  private final LedgerCharges charges;
  private final RowsOfCharge rows;
  private final String release;

  /// @param ledger the ledger database
  /// @param priceName a provider's name in the price book, by its configured name
  /// @param certainty how sure a charge is
  /// @param release of the program, for the metadata
  public FocusExport(
      Database ledger,
      UnaryOperator<String> priceName,
      Function<Charged, Certainty> certainty,
      String release) {
    this.charges = new LedgerCharges(ledger);
    this.rows = new RowsOfCharge(priceName, certainty);
    this.release = release;
  }

  /// The rows, in order of time.
  public List<FocusRow> rows(FocusQuery query) {
    return charges.of(query).stream()
        .flatMap(charged -> rows.of(charged, query.granularity()).stream())
        .toList();
  }

  /// The text of an export.
  ///
  /// @param at when it is made, for the metadata
  public String write(FocusQuery query, FocusFormat format, Instant at) {
    return switch (format) {
      case CSV -> csv(query);
      case METADATA ->
          Metadata.of(
              query,
              charges.unpriced(query.from(), query.to()),
              charges.withoutListPrice(query.from(), query.to()),
              release,
              at);
      case DATADOG -> PushText.datadog(rows(query));
      case VANTAGE -> PushText.vantage(rows(query));
      case CLOUDZERO -> PushText.cloudZero(rows(query), query.tags());
    };
  }

  private String csv(FocusQuery query) {
    List<FocusColumn> columns = FocusColumn.of(query.version());
    CsvLines lines = new CsvLines();
    lines.add(columns.stream().map(column -> Optional.of(column.name())).toList());
    for (FocusRow row : rows(query)) {
      lines.add(columns.stream().map(column -> row.value(column.name())).toList());
    }
    return lines.toString();
  }
}
