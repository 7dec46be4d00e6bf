package dev.weir.view.outcome;

import dev.weir.view.shape.FormField;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Table;
import java.util.List;
import java.util.Optional;

/// What outcomes are, and those of one use case in the period.
///
/// @param period for people
/// @param choice of the use case; empty where no outcome is defined
/// @param told empty likewise
/// @param more the lines that follow
/// @param tell the form that tells or corrects one, `rare` its fields that are seldom filled in,
///   `takeBack` the form that voids; each empty where its reader may not
/// @param said what came of a form that was tried
/// @param error why a form was refused, where that is about no field
public record OutcomesPage(
    String period,
    Table definitions,
    Optional<FormField> choice,
    Optional<Table> told,
    Optional<Link> more,
    List<FormField> tell,
    List<FormField> rare,
    List<FormField> takeBack,
    Optional<String> said,
    Optional<String> error) {
  public OutcomesPage {
    tell = List.copyOf(tell);
    rare = List.copyOf(rare);
    takeBack = List.copyOf(takeBack);
  }

  /// Whether something seldom filled in is.
  public boolean isUnfolded() {
    return rare.stream().anyMatch(it -> it.error().isPresent() || !it.value().isEmpty());
  }
}
