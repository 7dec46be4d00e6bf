package dev.weir.view.explore;

import dev.weir.view.shape.Link;
import dev.weir.view.shape.Table;
import java.util.List;
import java.util.Optional;

/// @param question what the API was asked
/// @param file where the answer is a text in a format of its own, which is saved
public record RowsPage(String question, List<Table> tables, Optional<Link> file) {
  public RowsPage {
    tables = List.copyOf(tables);
  }
}
