/// Outcomes that happened, and what users say of calls: `outcomes.duckdb`.
///
/// Owns: the record of outcomes told, corrected and taken back ([Outcomes]), how they are told
/// ([ToldText]), their sums ([OutcomeSums]), spread ([OutcomeValues]) and units ([OutcomesByUnit]),
/// feedback and who handled it ([Feedbacks]). Does not own: what an outcome is and what it is worth
/// (value.outcome), calls, unit costs. Always true: rows are appended, never changed; an outcome id
/// is claimed by one use case at a time; the same told again changes nothing; parts of a shared
/// outcome add up to it, exactly. Limits: 10,000 outcomes a batch, comments 2,000 characters,
/// listings 1,000 rows a page, values of KPIs 1,000,000 a figure, outcomes one by one 1,000,000.
/// May import: base.stats, base.store, base.wire, value.evidence, value.outcome.
@NullMarked
package dev.weir.value.event;

import org.jspecify.annotations.NullMarked;
