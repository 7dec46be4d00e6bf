package dev.weir.view.review;

import dev.weir.view.page.Answered;
import dev.weir.view.page.Answered.Refused;
import dev.weir.view.page.Entered;
import java.util.Optional;
import java.util.Set;

/// A form of the page that was sent and is shown again: refused, or asked only what it would do.
record Sent(Entered form, Answered answer) {
  static final String HOLD = "hold";
  static final String CLOSE = "close";

  /// Whether it is one of these forms.
  boolean is(Set<String> forms) {
    return forms.contains(form.text("do"));
  }

  Optional<Refused> why() {
    return answer instanceof Refused refused ? Optional.of(refused) : Optional.empty();
  }
}
