package dev.weir.view.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// How a file of records is written.
enum TextForm {
  JSON,
  /// One record a line.
  JSONL,
  CSV;

  static TextForm byName(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".csv")) {
      return CSV;
    }
    return name.endsWith(".jsonl") || name.endsWith(".ndjson") ? JSONL : JSON;
  }

  /// A long text as bodies of requests.
  ///
  /// @param list name of the list that records stand in
  List<String> pieces(String text, String list) {
    return switch (this) {
      case JSON -> List.of(text);
      case JSONL -> Pieces.ofLines(text, list);
      case CSV -> Pieces.ofTable(text);
    };
  }
}
