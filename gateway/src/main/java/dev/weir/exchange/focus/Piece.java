package dev.weir.exchange.focus;

import java.time.LocalDateTime;

/// A stretch of whole hours or days whose charges are added up at once.
///
/// @param from where its first hour or day begins; UTC
/// @param to exclusive
/// @param lines which rows of the ledger database it has
/// @param dues how many of them are of agreements
record Piece(LocalDateTime from, LocalDateTime to, Lines lines, long dues) {

  /// Rows of a piece, by position in the journal.
  ///
  /// @param first position
  /// @param last position
  record Lines(long first, long last, long count) {
    Lines and(Lines next) {
      return new Lines(Math.min(first, next.first), Math.max(last, next.last), count + next.count);
    }
  }

  /// Both, and what lies between them.
  Piece and(Piece next) {
    return new Piece(from, next.to, lines.and(next.lines), dues + next.dues);
  }
}
