/// What a call may cost and how much of it may be asked: budgets, limits, windows, and the verdict.
///
/// Owns: [RuleBook] (budgets, limits, raises, output floors), [Window], [Judge]. Does not own:
/// balances (the ledger's), prices, who calls. Always true: settled + reserved of an enforced rule
/// never passes its stop by an admitted call whose bound holds; a window is a function of time and
/// zone; the same rule book, standings and call give the same verdict. Pure: no clock, no I/O. May
/// import: base.money, base.wire, flow.identity, flow.price, flow.dialect.
@NullMarked
package dev.weir.flow.policy;

import org.jspecify.annotations.NullMarked;
