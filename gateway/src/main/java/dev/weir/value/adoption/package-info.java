/// Who of those who could use a use case does, how much, and whether they come back.
///
/// Owns: [Roster] (who is eligible, from when on a user counts as activated), [Adoption] of a month
/// (its sums are view.report's), [AdoptionCurve] (how adoption grows). Does not own: calls, users'
/// names, what use is worth. Always true: a listed user is kept as a hash and never as a name; who
/// is not on the roster is counted apart; calls without a user are told and not guessed at. Limits:
/// 100,000 listed users; cohorts of 12 weeks. Pure: no clock, no I/O. May import: flow.books (its
/// reader of fields), flow.cohort (what is kept of a user).
@NullMarked
package dev.weir.value.adoption;

import org.jspecify.annotations.NullMarked;
