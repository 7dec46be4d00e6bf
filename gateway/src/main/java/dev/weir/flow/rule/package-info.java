/// What the rules say: budgets, limits, raises, the calls they apply to; rollouts and experiments.
///
/// Owns: [RuleBook] (budgets, limits, raises, output floors, cohorts, their JSON), [Amount] and
/// what it is worth in a window, [Scope], [Match], the name of a balance ([BalanceKey]). Does not
/// own: what a rule does to a call (policy), balances (ledger), windows, who calls, where rates
/// come from. Always true: equal books have equal texts and versions, in whatever order the rules
/// were given; a change of scope, window or measure makes another counter. Limits: 100,000 rules,
/// shares up to 100 times a limit. Pure: no clock, no I/O. May import: base.money, flow.cohort,
/// flow.identity, flow.window, and Jackson's tree, without binding.
@NullMarked
package dev.weir.flow.rule;

import org.jspecify.annotations.NullMarked;
