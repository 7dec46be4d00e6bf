package dev.weir.view.explore;

import dev.weir.view.shape.Figure;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Trend;
import java.util.List;
import java.util.Optional;

/// @param summary what is seen, and against what, in one sentence
/// @param fields of the question
/// @param kept what the question says that has no field of its own, by name
/// @param asked all that it says
/// @param filters what is looked at only; each link leaves it out
/// @param filter fields of one more
/// @param outcomes what came of the calls, where outcomes have the dimension too
/// @param outcomesFile the same as CSV
/// @param more links beside the table: its file, its calls, more of its lines
public record ExplorePage(
    String title,
    String summary,
    List<Figure> figures,
    List<FormField> fields,
    List<Kept> kept,
    List<Kept> asked,
    List<Link> filters,
    List<FormField> filter,
    Trend trend,
    Table table,
    List<Link> more,
    Optional<String> note,
    OutcomeTable outcomes,
    Link outcomesFile,
    SavedViews saved) {
  /// A value that a form carries on.
  public record Kept(String name, String value) {}

  public ExplorePage {
    figures = List.copyOf(figures);
    fields = List.copyOf(fields);
    kept = List.copyOf(kept);
    asked = List.copyOf(asked);
    filters = List.copyOf(filters);
    filter = List.copyOf(filter);
    more = List.copyOf(more);
  }
}
