package dev.weir.view.api;

import dev.weir.base.store.CopiedRow;
import dev.weir.exchange.bill.BillTable;
import dev.weir.flow.books.FactRow;
import dev.weir.flow.journal.JournalCopy;
import dev.weir.value.event.OutcomeTable;
import dev.weir.view.api.Demand.Parameter;
import dev.weir.view.right.Right;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The record, piece by piece, for a backup. Whoever copies asks for the extent first, then for the
/// journal's pieces up to its position, then for the facts: so no call in the copy was judged by a
/// key or a rule that is not in it. Imported bills are told of at any time.
final class BackupRoutes {
  private static final Parameter OFFSET =
      Parameter.number("offset", "Where in the segment's file the piece begins; 0.");
  private static final Parameter AFTER =
      Parameter.number("after", "Only versions behind this position; 0.");

  private final RunningGateway gateway;

  BackupRoutes(RunningGateway gateway) {
    this.gateway = gateway;
  }

  /// @param webhooks before which position each has taken all alerts, by the name of its file
  record BackupPage(Instant at, JournalExtent journal, Map<String, Long> webhooks) {}

  /// @param format of the segments
  /// @param position up to which everything is durable
  /// @param segments the first position of each
  record JournalExtent(int format, long position, List<Long> segments) {}

  /// @param archived whether the file is the segment's compressed form
  /// @param bytes of the whole file
  /// @param end the position after the last of them
  /// @param content at most 4 MiB, in Base64
  record JournalPiece(String file, boolean archived, long bytes, long end, String content) {}

  /// @param versions in order; none = there are no more
  record FactsPage(List<FactRow> versions) {}

  /// @param rows texts, one for each; none = there are no more
  /// @param last position of the last row
  record CopiedRowsPage(List<String> rows, long last) {}

  List<Endpoint> all() {
    return List.of(
        Endpoint.get("beginBackup", "/api/v1/backup", "What there is to back up.")
            .needs(Right.ADMINISTER)
            .answers(BackupPage.class)
            .does(this::begin),
        Endpoint.get(
                "backUpJournal",
                "/api/v1/backup/journal/{id}",
                "A piece of the segment that begins at a position.")
            .needs(Right.ADMINISTER)
            .asks(OFFSET)
            .answers(JournalPiece.class)
            .does(this::piece),
        Endpoint.get("backUpFacts", "/api/v1/backup/facts", "Some versions of facts, in order.")
            .needs(Right.ADMINISTER)
            .asks(AFTER)
            .answers(FactsPage.class)
            .does(inquiry ->
                Answer.of(
                    new FactsPage(gateway.books().facts().after(position(inquiry, "after"))))),
        Endpoint.get(
                "backUpBills",
                "/api/v1/backup/bills/{table}",
                "Some rows of a table of imported bills, in order.")
            .needs(Right.ADMINISTER)
            .asks(AFTER)
            .answers(CopiedRowsPage.class)
            .does(this::bills),
        Endpoint.get(
                "backUpOutcomes",
                "/api/v1/backup/outcomes/{table}",
                "Some rows of a table of outcomes and feedback, in order.")
            .needs(Right.ADMINISTER)
            .asks(AFTER)
            .answers(CopiedRowsPage.class)
            .does(this::outcomes));
  }

  private Answer bills(Inquiry inquiry) {
    long after = position(inquiry, "after");
    return page(after, gateway.bills().after(BillTable.of(inquiry.named("table")), after));
  }

  private Answer outcomes(Inquiry inquiry) {
    long after = position(inquiry, "after");
    return page(after, gateway.outcomes().after(OutcomeTable.of(inquiry.named("table")), after));
  }

  private static Answer page(long after, List<CopiedRow> rows) {
    return Answer.of(
        new CopiedRowsPage(
            rows.stream().map(CopiedRow::json).toList(),
            rows.isEmpty() ? after : rows.getLast().position()));
  }

  private Answer begin(Inquiry inquiry) {
    try {
      Map<String, Long> webhooks = gateway.alerts().delivered();
      JournalCopy.Extent extent = gateway.journal().copy().extent();
      return Answer.of(
          new BackupPage(
              inquiry.now(),
              new JournalExtent(JournalCopy.FORMAT, extent.position(), extent.segments()),
              webhooks));
    } catch (UncheckedIOException unreadable) {
      return unreadable(unreadable);
    }
  }

  private Answer piece(Inquiry inquiry) {
    try {
      return gateway
          .journal()
          .copy()
          .piece(position("segment", inquiry.id()), position(inquiry, "offset"))
          .map(BackupRoutes::page)
          .orElseGet(() -> Answer.missing("segment", inquiry.id()));
    } catch (UncheckedIOException unreadable) {
      return unreadable(unreadable);
    }
  }

  private static Answer page(JournalCopy.Piece piece) {
    return Answer.of(
        new JournalPiece(
            piece.file(),
            piece.archived(),
            piece.bytes(),
            piece.end(),
            Base64.getEncoder().encodeToString(piece.content())));
  }

  private static Answer unreadable(UncheckedIOException failure) {
    return Answer.unavailable("%s: %s".formatted(failure.getMessage(), failure.getCause()));
  }

  private static long position(Inquiry inquiry, String parameter) {
    Optional<String> asked = inquiry.asked(parameter);
    return asked.isEmpty() ? 0 : position(parameter, asked.get());
  }

  private static long position(String name, String text) {
    if (!text.matches("[0-9]{1,18}")) {
      throw new IllegalArgumentException(
          "%s is a whole number from 0, was '%s'".formatted(name, text));
    }
    return Long.parseLong(text);
  }
}
