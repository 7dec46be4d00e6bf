/// What is in force: keys, tags, prices and rules, who changed them, when and why.
///
/// Owns: [Facts] (append-only versions in `facts.duckdb`), [Books] (validation, publication, the
/// [Snapshot] in force), [FactRow] (copies), [Operator] (personal keys of the control plane). Does
/// not own: what a key, a price or a rule means, the journal. Always true: a version is never
/// changed; what is in force was valid as a whole; a call sees one snapshot; listeners have heard
/// of a snapshot before a call sees it, and what they cannot follow is not stored; no secret is
/// stored. Limits: body 64 MiB, who 200, why 2,000 characters. Changing blocks; [Books#inForce()]
/// does not. May import: base.store, base.money, flow.identity, flow.catalogue, flow.price,
/// flow.rule.
@NullMarked
package dev.weir.flow.books;

import org.jspecify.annotations.NullMarked;
