package dev.weir.view.desk;

import dev.weir.view.shape.Figure;
import dev.weir.view.shape.Form;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.Table;
import java.util.List;
import java.util.Optional;

/// All keys.
///
/// @param search fields by which they are found
/// @param make a new one; empty for who may not
public record KeysPage(
    List<Figure> figures, List<FormField> search, Table keys, Optional<Form> make) {
  public KeysPage {
    figures = List.copyOf(figures);
    search = List.copyOf(search);
  }
}
