package dev.weir.view.desk;

import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Figure;
import dev.weir.view.shape.Form;
import dev.weir.view.shape.Table;
import java.util.List;
import java.util.Optional;

/// One key.
///
/// @param lead its id, since when, and by whom it was changed last
/// @param settings what it may do, a line each
/// @param history its versions; empty for who may not read them
/// @param forms what may be done with it
public record OneKeyPage(
    String name,
    String lead,
    Cell state,
    List<Figure> figures,
    Table settings,
    Table models,
    Optional<Table> history,
    List<Form> forms) {
  public OneKeyPage {
    figures = List.copyOf(figures);
    forms = List.copyOf(forms);
  }
}
