/// How sure it is that a value was caused by what it is claimed for.
///
/// Owns: [Evidence], the grades, and [Haircut], an amount as it was stated beside what its grade
/// leaves of it. Does not own: values, where they come from, statistics. Always true: a haircut is
/// exact, and the amount as stated stays beside it. Limits: none. Pure: no clock, no I/O. May
/// import: nothing of Weir.
@NullMarked
package dev.weir.value.evidence;

import org.jspecify.annotations.NullMarked;
