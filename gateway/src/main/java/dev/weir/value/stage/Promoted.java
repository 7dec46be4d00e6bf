package dev.weir.value.stage;

import dev.weir.flow.books.Books.Published;
import dev.weir.value.promotion.Promotion;
import dev.weir.value.promotion.Refused;
import dev.weir.value.promotion.Rule;

/// What became of a wish about a promotion.
public sealed interface Promoted {
  /// It is in force.
  record Done(Promotion promotion) implements Promoted {}

  /// A rule forbids it; nothing has changed.
  record No(Refused why) implements Promoted {}

  /// The books did not take it; nothing has changed.
  record NotPublished(Published why) implements Promoted {}

  static Promoted no(Rule rule, String message) {
    return new No(new Refused(rule, message));
  }
}
