package dev.weir.view.running;

import dev.weir.view.shape.Figure;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.Table;
import java.util.List;
import java.util.Optional;

/// Where calls can go, and how that stands.
///
/// @param reload the reason of reading the configuration anew; empty where this person may not
/// @param done what a change has done, just now
/// @param error what was refused and is about no field
public record RoutesPage(
    List<Figure> figures,
    Table targets,
    Table limits,
    Table routes,
    Table providers,
    Explained explained,
    Optional<FormField> reload,
    Optional<String> done,
    Optional<String> error) {

  /// What a call for a name would come to.
  ///
  /// @param heading the name
  /// @param summary what stands behind it
  /// @param targets empty as long as no name was asked for
  public record Explained(
      FormField name, FormField tags, String heading, String summary, Optional<Table> targets) {
    static Explained nothing(FormField name, FormField tags) {
      return new Explained(name, tags, "", "", Optional.empty());
    }
  }

  public RoutesPage {
    figures = List.copyOf(figures);
  }
}
