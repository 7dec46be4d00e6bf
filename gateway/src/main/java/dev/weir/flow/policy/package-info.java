/// What a call may cost and how much of it may be asked: budgets, limits, windows, and the verdict.
///
/// Owns: [RuleBook] (budgets, limits, raises, output floors, their JSON), [Window], [Judge],
/// [Alerts]. Does not own: balances (the ledger's), prices, who calls. Always true: settled +
/// reserved of an enforced rule never passes its stop by an admitted call whose bound holds; a
/// window is a function of time and zone; the same rules, in any order, standings and call give the
/// same verdict. Limits: 100,000 rules, 1,440 slices in a window, shares up to 100 times a limit.
/// Pure: no clock, no I/O. May import: base.money, flow.identity, flow.price, flow.refusal, and
/// Jackson's tree, without binding.
@NullMarked
package dev.weir.flow.policy;

import org.jspecify.annotations.NullMarked;
