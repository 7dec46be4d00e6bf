package dev.weir.view.trial;

import dev.weir.view.shape.Figure;
import dev.weir.view.shape.Table;
import java.util.List;

/// All trials.
///
/// @param mayRegister whether the way to the form is shown
public record TrialsPage(List<Figure> figures, Table trials, boolean mayRegister) {
  public TrialsPage {
    figures = List.copyOf(figures);
  }
}
