/// Wiring and process: what is created, in which order, and closed in reverse.
///
/// Owns: [Assembly], start and stop order, clocks, randomness, background work. Does not own: any
/// decision. Always true: everything is constructed here with `new`; nothing else reads a clock.
/// May import: everything.
@NullMarked
package dev.weir.app;

import org.jspecify.annotations.NullMarked;
