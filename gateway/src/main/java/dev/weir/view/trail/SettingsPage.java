package dev.weir.view.trail;

import dev.weir.view.shape.Form;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.Table;
import java.util.List;

/// What is set, and how the gateway is.
///
/// @param organisation what the API changes
/// @param forms that change it; none for who may not
/// @param configuration what a file or a variable says
public record SettingsPage(
    Table organisation,
    List<Form> forms,
    Table checks,
    Table state,
    List<FormField> search,
    Table configuration) {
  public SettingsPage {
    forms = List.copyOf(forms);
    search = List.copyOf(search);
  }
}
