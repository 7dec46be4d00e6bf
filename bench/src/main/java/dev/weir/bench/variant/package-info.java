/// The processes that are measured, each alone on its core while it is its turn.
///
/// Owns: starting nginx, Portkey and Weir as their users would, what they use of processor and
/// memory, what Weir's control plane says of itself. Does not own: traffic, medians, tables. Always
/// true: a process under test runs on core 1 and the bench on core 0; whatever a process writes
/// goes to a file, which an error names. Limits: Linux; every wait has a deadline. May import:
/// bench.traffic, Jackson.
@NullMarked
package dev.weir.bench.variant;

import org.jspecify.annotations.NullMarked;
