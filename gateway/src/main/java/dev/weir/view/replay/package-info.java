/// Traffic for a gateway: plays a recorded or made-up trace through it, as its callers would.
///
/// Owns: reading traces, populations (who calls), prompts of a wanted length, the player and what
/// it saw. Does not own: what the gateway says of the same calls; it is a client and knows HTTP
/// only. Always true: the same seed casts and writes every call alike, row by row; a latency begins
/// when the call was due, not when it could be sent; every row ends as answered, refused or failed,
/// and is counted so. Limits: rows of a trace, calls under way, bytes of an answer, tries of a call
/// (see [Trace], [Player]). May import: base.http, view.cli.
@NullMarked
package dev.weir.view.replay;

import org.jspecify.annotations.NullMarked;
