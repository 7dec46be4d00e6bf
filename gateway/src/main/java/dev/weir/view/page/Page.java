package dev.weir.view.page;

import dev.weir.view.page.Answered.Refused;
import java.util.Optional;

/// A page of the console. Stateless; asked by many threads at once.
public interface Page {
  Place place();

  /// Makes the page from what the API answers.
  Shown open(Visit visit);

  /// Takes a form that the page has. What was entered is changed by the API; where that refuses,
  /// the page is shown again, with what was entered and why it was refused.
  default Shown submit(Visit visit, Entered form) {
    return new Shown.Refusal(
        new Refused(405, "method_not_allowed", place().title() + " has no form to send"));
  }

  /// What a browser that stays on the page is told as it comes; nothing on most pages.
  default Optional<Followed> follow() {
    return Optional.empty();
  }
}
