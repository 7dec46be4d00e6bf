/// A GenAI provider that is not one: a process that speaks the providers' wires, misbehaves on
/// demand and keeps its own book of every token it served.
///
/// Owns: the process, its server and control interface, barriers, the sending of one answer in
/// time. Does not own: what is asked (request), wire shapes (dialect), what is answered (script),
/// the count (book). Never depends on the gateway. Always true: every request that was received has
/// one row, which ends exactly once. Limits: body 64 MB, header 64 KB. May import: every room of
/// the simulator.
@NullMarked
package dev.weir.simulator;

import org.jspecify.annotations.NullMarked;
