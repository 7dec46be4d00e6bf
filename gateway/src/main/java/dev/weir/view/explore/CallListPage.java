package dev.weir.view.explore;

import dev.weir.view.explore.ExplorePage.Kept;
import dev.weir.view.shape.Figure;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Table;
import java.util.List;

/// @param period in which the calls were accepted
/// @param figures of all of them, not of this page alone
/// @param filters what is looked at only; each link leaves it out
/// @param kept what the form of one more filter carries on
/// @param beside links to the same calls in other ways
/// @param onward the pages before and behind
public record CallListPage(
    String period,
    List<Figure> figures,
    List<Link> filters,
    List<Kept> kept,
    List<FormField> filter,
    Table table,
    List<Link> beside,
    List<Link> onward) {
  public CallListPage {
    figures = List.copyOf(figures);
    filters = List.copyOf(filters);
    kept = List.copyOf(kept);
    filter = List.copyOf(filter);
    beside = List.copyOf(beside);
    onward = List.copyOf(onward);
  }
}
