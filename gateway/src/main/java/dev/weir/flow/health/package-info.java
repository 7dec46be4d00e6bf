/// How the targets of routes do, and how often they may be asked again.
///
/// Owns: [Circuits] (which target is not asked for a while, by the share of its failed and slow
/// calls), [RetryBudget] (how many tries calls may repeat at a provider that fails), [Versions]
/// (which models answered under which name). Does not own: what a failure is, which target is next.
/// Always true: a circuit's transitions are pure; a target is asked again no later than the longest
/// open time after it does well again; a probe that is never heard of bars nobody for longer.
/// Limits: one circuit per target of a route, one account per configured provider; 10,000 names
/// with 64 models each. May import: flow.entry, flow.route, flow.rule (shares).
@NullMarked
package dev.weir.flow.health;

import org.jspecify.annotations.NullMarked;
