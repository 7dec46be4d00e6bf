package dev.weir.exchange.focus;

import dev.weir.base.store.Database;
import dev.weir.exchange.reconcile.Certainty;
import dev.weir.exchange.reconcile.Confirmed;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Writes what the ledger holds as FOCUS rows. Blocks; safe for any number of threads.
public final class FocusExport {
  private final LedgerCharges charges;
  private final UnaryOperator<String> priceName;
  private final String release;

  /// @param ledger the ledger database
  /// @param priceName a provider's name in the price book, by its configured name
  /// @param release of the program, for the metadata
  public FocusExport(Database ledger, UnaryOperator<String> priceName, String release) {
    this.charges = new LedgerCharges(ledger);
    this.priceName = priceName;
    this.release = release;
  }

  /// The rows, in order of time.
  public List<FocusRow> rows(FocusQuery query) {
    RowsOfCharge rows =
        new RowsOfCharge(priceName, charged -> certainty(charged, query.confirmed()));
    return charges.of(query).stream()
        .flatMap(charged -> rows.of(charged, query.granularity()).stream())
        .toList();
  }

  private static Certainty certainty(Charged charged, Confirmed confirmed) {
    return charged.basis().agreement().isEmpty()
        ? confirmed.of(
            charged.source().provider(), LocalDate.ofInstant(charged.start(), ZoneOffset.UTC))
        : Certainty.ESTIMATED;
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
