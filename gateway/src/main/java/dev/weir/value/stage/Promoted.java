package dev.weir.value.stage;

import dev.weir.flow.books.Books.Published;
import dev.weir.value.promotion.Promotion;
import dev.weir.value.promotion.Refused;
import dev.weir.value.promotion.Rule;
import java.util.Optional;

/// What became of a wish about a promotion.
public sealed interface Promoted {
  /// It is in force.
  record Done(Promotion promotion) implements Promoted {}

  /// A rule forbids it; nothing has changed.
  record No(Refused why) implements Promoted {}

  /// The books did not take it; nothing has changed.
  record NotPublished(Published why) implements Promoted {}

  /// Why it is not in force; nothing if it is.
  default Optional<String> failure() {
    return switch (this) {
      case Done _ -> Optional.empty();
      case No(Refused why) -> Optional.of(why.message());
      case NotPublished(Published why) -> failure(why);
    };
  }

  static Optional<String> failure(Published published) {
    return published instanceof Published.Done
        ? Optional.empty()
        : Optional.of(published.toString());
  }

  static Promoted no(Rule rule, String message) {
    return new No(new Refused(rule, message));
  }
}
