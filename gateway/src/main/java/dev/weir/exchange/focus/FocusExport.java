package dev.weir.exchange.focus;

import dev.weir.base.store.Database;
import dev.weir.exchange.reconcile.Certainty;
import dev.weir.exchange.reconcile.Confirmed;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Writes what the ledger holds as FOCUS rows, in order of time and piece by piece: whoever takes
/// them slowly keeps nobody else waiting, and however many there are, only some are in memory.
/// Blocks; safe for any number of threads.
public final class FocusExport {
  private final LedgerCharges charges;
  private final LedgerGaps gaps;
  private final UnaryOperator<String> priceName;
  private final String release;

  /// @param ledger the ledger database
  /// @param priceName a provider's name in the price book, by its configured name
  /// @param release of the program, for the metadata
  public FocusExport(Database ledger, UnaryOperator<String> priceName, String release) {
    this(ledger, priceName, release, Portions.USUAL);
  }

  FocusExport(Database ledger, UnaryOperator<String> priceName, String release, Portions portions) {
    this.charges = new LedgerCharges(ledger, portions);
    this.gaps = new LedgerGaps(ledger);
    this.priceName = priceName;
    this.release = release;
  }

  /// Writes an export, all of it of what the ledger has when it begins.
  ///
  /// @param at when it is made, for the metadata
  /// @throws IOException if `out` takes no more
  public void write(FocusQuery query, FocusFormat format, Instant at, Writer out)
      throws IOException {
    switch (format) {
      case CSV -> write(query, new CsvText(out, columns(query.version())));
      case METADATA ->
          out.write(
              Metadata.of(
                  query,
                  gaps.unpriced(query.from(), query.to()),
                  gaps.withoutListPrice(query.from(), query.to()),
                  release,
                  at));
      case DATADOG -> write(query, new DatadogText(out));
      case VANTAGE -> write(query, new CsvText(out, PushColumns.VANTAGE));
      case CLOUDZERO -> write(query, new CsvText(out, PushColumns.cloudZero(query.tags())));
    }
  }

  private static List<CsvColumn> columns(FocusVersion version) {
    return FocusColumn.of(version).stream()
        .map(column ->
            column.name().equals("Tags") && version != FocusVersion.V1_2
                ? new CsvColumn(column.name(), FocusExport::tagsOfOrigin)
                : CsvColumn.of(column.name()))
        .toList();
  }

  /// From 1.3 on the tags of who receives a part of what was split are `AllocatedTags`.
  private static Optional<String> tagsOfOrigin(FocusRow row) {
    return row.value("AllocatedResourceId").isPresent() ? Optional.empty() : row.value("Tags");
  }

  void write(FocusQuery query, RowText text) throws IOException {
    RowsOfCharge rows =
        new RowsOfCharge(priceName, charged -> certainty(charged, query.confirmed()));
    ChargeSql sql = charges.sql(query);
    text.begin();
    for (Piece piece : charges.pieces(sql)) {
      Allocations allocations = new Allocations();
      charges.dues(sql, piece, allocations::count);
      charges.each(
          sql,
          piece,
          charged -> {
            for (FocusRow row : rows.of(charged, query.granularity(), allocations)) {
              text.add(row);
            }
          });
    }
    text.end();
  }

  private static Certainty certainty(Charged charged, Confirmed confirmed) {
    return charged.basis().agreement().isEmpty()
        ? confirmed.of(
            charged.source().provider(), LocalDate.ofInstant(charged.start(), ZoneOffset.UTC))
        : Certainty.ESTIMATED;
  }
}
