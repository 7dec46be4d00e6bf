package dev.weir.view.explore;

import dev.weir.view.shape.Table;
import java.util.List;

/// @param question what the API was asked
public record RowsPage(String question, List<Table> tables) {
  public RowsPage {
    tables = List.copyOf(tables);
  }
}
