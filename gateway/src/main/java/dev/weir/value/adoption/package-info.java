/// Who of those who could use a use case does, how much, and whether they come back.
///
/// Owns: [Roster] (who is eligible, from when on a user counts as activated), [Adoption] of a month
/// as the ledger database has it ([AdoptionRows]), [AdoptionCurve] (how adoption grows). Does not
/// own: calls, users' names, what use is worth. Always true: a listed user is kept as a hash and
/// never as a name; who is not on the roster is counted apart; calls without a user are told and
/// not guessed at. Limits: 100,000 listed users; cohorts of 12 weeks; every sum is made in the
/// database. Blocks where it reads. May import: base.store, flow.books (its reader of fields),
/// flow.projection.
@NullMarked
package dev.weir.value.adoption;

import org.jspecify.annotations.NullMarked;
