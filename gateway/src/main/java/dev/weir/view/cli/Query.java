package dev.weir.view.cli;

import java.util.ArrayList;
import java.util.List;

/// The query of a URL, in the making.
final class Query {
  private final List<String> pairs = new ArrayList<>();

  void add(String name, String value) {
    pairs.add(name + "=" + Api.encoded(value));
  }

  /// With its question mark; empty without parameters.
  String text() {
    return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
  }
}
