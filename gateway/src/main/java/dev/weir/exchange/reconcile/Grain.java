package dev.weir.exchange.reconcile;

import dev.weir.exchange.bill.BillLine;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;

/// How finely a book tells things; the ledger is added up to the same before they are compared.
record Grain(boolean keys, boolean models, boolean meters, boolean days, boolean requests) {
  private static final Duration DAY = Duration.ofDays(1);

  /// @param lines of usage
  static Grain of(List<BillLine> lines) {
    return new Grain(
        lines.stream().anyMatch(line -> !line.payer().key().isEmpty()),
        lines.stream().anyMatch(line -> !line.what().model().isEmpty()),
        lines.stream().anyMatch(line -> !line.what().meter().isEmpty()),
        lines.stream()
            .allMatch(
                line -> Duration.between(line.span().from(), line.span().to()).compareTo(DAY) <= 0),
        lines.stream().anyMatch(line -> line.what().meter().equals("request")));
  }

  Place of(Place fine, LocalDate first) {
    return new Place(
        keys ? fine.key() : "",
        models ? fine.model() : "",
        meters ? fine.meter() : "",
        days ? fine.day() : first);
  }
}
