package dev.weir.view.trail;

import dev.weir.view.shape.FormField;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Table;
import java.util.List;
import java.util.Optional;

/// Who changed what.
///
/// @param older the next page; empty on the last
/// @param looks who looked at the spend of single users, for who may read that
public record AuditPage(
    String period,
    List<FormField> search,
    Table changes,
    Optional<Link> older,
    Optional<Table> looks) {
  public AuditPage {
    search = List.copyOf(search);
  }
}
