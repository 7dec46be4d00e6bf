/// What is in force: keys, tags, prices, rules and names, who changed them, when and why.
///
/// Owns: [Facts] (append-only versions in `facts.duckdb`), [Books] (validation, publication, the
/// [Snapshot] in force), [FactRow] (copies), [Operator] (personal keys of the control plane),
/// [PromptVersions] (what is in force no more). Does not own: what a key, a price, a rule or a name
/// means, the journal. Always true: a version is never changed; what is in force was valid as a
/// whole; a call sees one snapshot; listeners have heard of a snapshot before a call sees it, and
/// what they cannot follow is not stored; no secret is stored; of a prompt's text a listener hears
/// the hash. Limits: body 64 MiB, who 200, why 2,000 characters, of names 10,000 and 64 Mi
/// characters. Cost accounts, agreements, envelopes, pools and what is said of use cases judge no
/// call, but rosters where a rollout asks for them, which the rule book names by a hash: their
/// rooms read them, and whoever publishes them has read them before. Changing blocks;
/// [Books#inForce()] does not. May import: base.money, base.store, flow.catalogue, flow.cohort,
/// flow.difference, flow.identity, flow.name, flow.price, flow.route, flow.rule.
@NullMarked
package dev.weir.flow.books;

import org.jspecify.annotations.NullMarked;
