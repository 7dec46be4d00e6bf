package dev.weir.view.running;

import dev.weir.view.shape.Cell;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Figure;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Trend;
import java.util.List;

/// What goes through the gateway now.
///
/// @param windows how long back one can look
/// @param attention what is wrong; empty = nothing
/// @param prices what of the price book needs a look
/// @param torn attempts that nobody ended
/// @param drift models that providers answer with since lately
public record PlatformPage(
    List<Window> windows,
    List<Figure> figures,
    List<Cell> attention,
    Trend calls,
    Trend cost,
    EmptyState quiet,
    Table models,
    Table names,
    Table speed,
    Table limits,
    Table prices,
    Table torn,
    Table drift) {

  /// @param isHere whether it is the one that is shown
  public record Window(String text, String path, boolean isHere) {}

  public PlatformPage {
    windows = List.copyOf(windows);
    figures = List.copyOf(figures);
    attention = List.copyOf(attention);
  }
}
