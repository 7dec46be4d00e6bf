package dev.weir.view.running;

import dev.weir.view.shape.Figure;
import dev.weir.view.shape.Table;
import java.util.List;

/// What goes on now.
///
/// @param figures of the last minute
/// @param calls that ended or were refused, the newest first
public record LivePage(List<Figure> figures, Table calls) {
  public LivePage {
    figures = List.copyOf(figures);
  }
}
