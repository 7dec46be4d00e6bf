package dev.weir.view.usecase;

import dev.weir.view.shape.Figure;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Table;
import java.util.List;

/// All use cases of a month.
///
/// @param summary one sentence
/// @param ways to what is done about them
/// @param orders they can be sorted by
/// @param ranking how well they suit, and how sure that is
public record PortfolioPage(
    String summary,
    List<Figure> figures,
    List<Link> ways,
    List<Choice> orders,
    Table useCases,
    Table ranking) {
  /// @param isChosen the one they are sorted by
  public record Choice(Link link, boolean isChosen) {}

  public PortfolioPage {
    figures = List.copyOf(figures);
    ways = List.copyOf(ways);
    orders = List.copyOf(orders);
  }
}
