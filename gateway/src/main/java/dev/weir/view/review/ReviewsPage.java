package dev.weir.view.review;

import dev.weir.view.shape.Figure;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Table;
import java.util.List;

/// Which months have a review, and what reviews decided.
///
/// @param beside where what reviews judge by is seen, and what that would have said of the past
public record ReviewsPage(List<Figure> figures, Table months, Table decisions, List<Link> beside) {
  public ReviewsPage {
    figures = List.copyOf(figures);
    beside = List.copyOf(beside);
  }
}
