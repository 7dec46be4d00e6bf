package dev.weir.view.usecase;

import dev.weir.view.shape.Figure;
import dev.weir.view.shape.Table;
import java.util.List;

/// All use cases of a month.
///
/// @param summary one sentence
public record PortfolioPage(String summary, List<Figure> figures, Table useCases) {
  public PortfolioPage {
    figures = List.copyOf(figures);
  }
}
