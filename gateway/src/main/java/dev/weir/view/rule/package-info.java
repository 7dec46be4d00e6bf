/// Pages about what may be spent: budgets and limits.
///
/// Owns: [Budgets], [OneRule] and [NewRule], rules tried on the past before they are set;
/// [RuleText], a rule as people write it. Does not own: any figure (the API's), who may do what
/// (the API too). Always true: what a form cannot say is refused by its field, everything else the
/// API judges; trying a rule sets nothing; a change names the version that was read. Limits: as
/// many rows as the API lists; a field of 1 MiB. May import: view.page, view.shape.
@NullMarked
package dev.weir.view.rule;

import org.jspecify.annotations.NullMarked;
