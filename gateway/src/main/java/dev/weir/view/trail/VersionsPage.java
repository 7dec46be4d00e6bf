package dev.weir.view.trail;

import dev.weir.view.shape.FormField;
import dev.weir.view.shape.Table;
import java.util.List;

/// Two versions of a thing.
///
/// @param kind of thing
/// @param choices which two
public record VersionsPage(
    String id, String kind, List<FormField> choices, Table changed, Table stayed, Table all) {
  public VersionsPage {
    choices = List.copyOf(choices);
  }
}
