/// What the simulated provider would bill: one row for every request that was received.
///
/// Owns: rows, totals, the optional file. Does not own: who asks, what is served. Always true: a
/// row is opened before its answer starts and ended exactly once; ids rise by one and are never
/// used twice; a row that is still open survives a clearing. Limits: a stated number of rows, after
/// which requests are turned away, never dropped. May import: nothing of the simulator.
@NullMarked
package dev.weir.simulator.book;

import org.jspecify.annotations.NullMarked;
