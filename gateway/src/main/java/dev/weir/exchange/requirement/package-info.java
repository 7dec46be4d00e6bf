/// FOCUS's published requirements, as a file of rules states them, and whether a file keeps them.
///
/// Owns: the reading of a rule model, its check functions, conditions and applicability criteria;
/// what of its dynamic rules a file alone decides; what is found ([Assessment]). Does not own: the
/// rules, which the user gives; the rows. Always true: a check function or a form of condition that
/// is not known is an error and never passed over; every rule of a model has one finding; numbers
/// are compared as decimals, exactly. Limits: a file is read once, row by row; what is kept of it
/// are counts, a few examples, and the pairs that rules about distinct values need. Blocks. May
/// import: base.store.
@NullMarked
package dev.weir.exchange.requirement;

import org.jspecify.annotations.NullMarked;
