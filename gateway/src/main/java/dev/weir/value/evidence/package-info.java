/// How sure it is that a value was caused by what it is claimed for.
///
/// Owns: [Evidence], the grades, and [Haircut], what each leaves of an amount. Does not own:
/// values, where they come from, statistics, where an organisation's haircut is kept. Always true:
/// a haircut is exact, and a weaker grade leaves no more than a stronger one. Limits: shares of 0
/// to 1 with six decimals. Pure: no clock, no I/O. May import: nothing of Weir.
@NullMarked
package dev.weir.value.evidence;

import org.jspecify.annotations.NullMarked;
