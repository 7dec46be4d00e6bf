package dev.weir.exchange.focus;

import java.io.IOException;

/// Rows as a text, written one after the other: a beginning, rows, an end.
interface RowText {
  void begin() throws IOException;

  void add(FocusRow row) throws IOException;

  void end() throws IOException;
}
