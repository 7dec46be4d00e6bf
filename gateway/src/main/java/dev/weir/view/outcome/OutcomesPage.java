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
/// @param tell the form that tells or corrects one, `takeBack` the one that voids; each empty where
///   its reader may not
/// @param said what came of a form that was tried
/// @param error why a form was refused, where that is about no field
public record OutcomesPage(
    String period,
    Table definitions,
    Optional<FormField> choice,
    Optional<Table> told,
    Optional<Link> more,
    List<FormField> tell,
    List<FormField> takeBack,
    Optional<String> said,
    Optional<String> error) {
  public OutcomesPage {
    tell = List.copyOf(tell);
    takeBack = List.copyOf(takeBack);
  }
}
