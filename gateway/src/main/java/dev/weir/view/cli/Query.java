package dev.weir.view.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The query of a URL, in the making.
final class Query {
  private final List<String> pairs = new ArrayList<>();

  void add(String name, String value) {
    pairs.add(name + "=" + Api.encoded(value));
  }

  /// What `--month` says, where it says anything.
  void addMonth(Optional<String> month) {
    month.ifPresent(text -> add("month", Written.month("--month", text).toString()));
  }

  /// With its question mark; empty without parameters.
  String text() {
    return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
  }
}
