package dev.weir.view.outcome;

import dev.weir.view.shape.Cell;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.Link;
import java.util.List;
import java.util.Optional;

/// What users say of calls.
///
/// @param filters by which the list is chosen
/// @param empty what is said where there is nothing
/// @param more the lines that follow
public record FeedbackPage(
    List<FormField> filters, List<Said> said, EmptyState empty, Optional<Link> more) {
  public FeedbackPage {
    filters = List.copyOf(filters);
    said = List.copyOf(said);
  }

  /// Of one call.
  ///
  /// @param call its way there
  /// @param handled who looked into it and what came of it, a line each
  /// @param error why it was not taken that somebody has, where that is about no field
  /// @param why the field of the form; empty for whoever may not say so
  public record Said(
      long id,
      String useCase,
      Cell rating,
      String comment,
      String when,
      Link call,
      List<String> handled,
      Optional<String> error,
      Optional<FormField> why) {
    public Said {
      handled = List.copyOf(handled);
    }
  }
}
