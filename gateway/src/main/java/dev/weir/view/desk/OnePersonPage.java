package dev.weir.view.desk;

import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Form;
import dev.weir.view.shape.Table;
import java.util.List;
import java.util.Optional;

/// Somebody who works with the control plane.
///
/// @param lead the id, and since when
/// @param remit role and ways in, a line each
/// @param history versions; empty for who may not read them
/// @param forms what may be done
public record OnePersonPage(
    String name, String lead, Cell state, Table remit, Optional<Table> history, List<Form> forms) {
  public OnePersonPage {
    forms = List.copyOf(forms);
  }
}
