package dev.weir.view.trail;

import dev.weir.view.shape.Form;
import dev.weir.view.shape.Table;
import java.util.List;

/// Declared values of tags.
///
/// @param forms that declare one and take one back; none for who may not
public record TagValuesPage(Table values, List<Form> forms) {
  public TagValuesPage {
    forms = List.copyOf(forms);
  }
}
