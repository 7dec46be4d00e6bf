package dev.weir.view.desk;

import dev.weir.view.shape.Figure;
import dev.weir.view.shape.Form;
import dev.weir.view.shape.Table;
import java.util.List;
import java.util.Optional;

/// Everybody who works with the control plane.
///
/// @param make takes somebody in; empty for who may not
public record PeoplePage(List<Figure> figures, Table people, Optional<Form> make) {
  public PeoplePage {
    figures = List.copyOf(figures);
  }
}
