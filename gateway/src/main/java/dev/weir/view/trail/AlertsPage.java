package dev.weir.view.trail;

import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Form;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Table;
import java.util.Optional;

/// What people were told, and who is told.
///
/// @param notice what became of a test that was taken
/// @param older the next page; empty on the last
/// @param onlyTheLog how others are told, where nobody else is
/// @param test sends one; empty where there is nobody to send it to, or for who may not
public record AlertsPage(
    Optional<String> notice,
    Table alerts,
    Optional<Link> older,
    Table receivers,
    Optional<EmptyState> onlyTheLog,
    Optional<Form> test) {}
