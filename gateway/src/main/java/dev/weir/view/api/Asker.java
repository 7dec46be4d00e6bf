package dev.weir.view.api;

import dev.weir.flow.books.Operator;

/// How the audit trail names an operator.
final class Asker {
  private static final int NAME_SHOWN_MAX = 100;

  private Asker() {}

  static String who(Operator operator) {
    String name = operator.name();
    return "%s (%s)"
        .formatted(
            name.length() > NAME_SHOWN_MAX ? name.substring(0, NAME_SHOWN_MAX) : name,
            operator.id());
  }
}
