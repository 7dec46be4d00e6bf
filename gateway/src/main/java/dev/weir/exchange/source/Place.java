package dev.weir.exchange.source;

/// Where in a file something stands.
///
/// @param where `line 7`, or `data[3].results[0]`
record Place(String file, String where) {
  static Place line(String file, int line) {
    return new Place(file, "line " + line);
  }

  IllegalArgumentException bad(String rule) {
    return new IllegalArgumentException("%s, %s: %s".formatted(file, where, rule));
  }

  IllegalArgumentException bad(String what, String rule, String value) {
    String shown = value.length() <= 80 ? value : value.substring(0, 80) + "…";
    return bad("%s %s, was '%s'".formatted(what, rule, shown));
  }
}
