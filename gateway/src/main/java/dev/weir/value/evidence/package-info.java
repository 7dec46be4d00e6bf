/// How sure it is that a value was caused by what it is claimed for, and what of it counts.
///
/// Owns: [Evidence], the grades; [Haircut], what an organisation lets count; [Bearing], what a
/// stated grade rests on; [ShownShare], what an experiment has shown to be the AI's; [Counting],
/// the one rule of what part of a stated value counts, and why ([Counted]). Does not own: values,
/// where they come from, readouts, where an organisation's haircut is kept. Always true: what
/// counts of an amount is exact, a weaker grade leaves no more than a stronger one, and a grade
/// that nothing bears counts as the one that is borne. Limits: shares of six decimals. Pure: no
/// clock, no I/O. May import: base.stats.
@NullMarked
package dev.weir.value.evidence;

import org.jspecify.annotations.NullMarked;
