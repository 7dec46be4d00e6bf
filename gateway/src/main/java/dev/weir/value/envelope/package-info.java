/// What cost centres are planned to cost, month by month, and how that compares with what they did.
///
/// Owns: [Envelope], a year of them as one fact ([YearOfEnvelopes]), how they are imported
/// ([EnvelopeTable]), the [Comparison]. Does not own: costs, budgets, versions and who made them.
/// Always true: an envelope is never enforced and never compared with a budget; an import is taken
/// whole or not at all; who has an envelope or a cost has a row. Limits: 1,000,000 cells a file,
/// the years 2015 to 2100, a note 1,000 characters. Pure: no clock, no I/O. May import: base.money,
/// base.wire.
@NullMarked
package dev.weir.value.envelope;

import org.jspecify.annotations.NullMarked;
