/// The verdict: whether a call may be made under the rules, in which form, and what it holds.
///
/// Owns: [Judge], [Question] and [Verdict], what a call can use at most ([Estimate]),
/// [Reservation], [Alerts], what a rule says to an attempt of the past ([Attempted]). Does not own:
/// the rules (rule), balances (ledger), prices, who calls. Always true: settled + reserved of an
/// enforced rule never passes its stop by an admitted call whose bound holds; the same rules, in
/// any order, standings and call give the same verdict. Limits: those of the rule book. Pure: no
/// clock, no I/O. May import: base.money, flow.cohort, flow.price, flow.refusal, flow.rule,
/// flow.window.
@NullMarked
package dev.weir.flow.policy;

import org.jspecify.annotations.NullMarked;
