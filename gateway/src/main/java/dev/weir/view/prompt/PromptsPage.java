package dev.weir.view.prompt;

import dev.weir.view.shape.FormField;
import dev.weir.view.shape.Table;
import java.util.List;

/// What callers may ask for beside models.
///
/// @param opens which thing to make or to change; empty where this person may change none
public record PromptsPage(
    Table prompts,
    Table costs,
    Table aliases,
    Table modules,
    Table experiments,
    List<FormField> opens) {
  public PromptsPage {
    opens = List.copyOf(opens);
  }
}
