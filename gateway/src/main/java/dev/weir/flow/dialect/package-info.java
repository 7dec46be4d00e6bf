/// What each provider's wire means, read and never rewritten.
///
/// Owns: [Ask] (what a request wants), [Usage] (what an attempt consumed, canonical), [Frame]
/// readers, the closed list of splices; one file per dialect. Does not own: HTTP, prices,
/// permission, counting of tokens. Always true: a body is read in one pass and forwarded as it came
/// except for its splices; canonical input includes cache reads and writes, canonical output
/// includes reasoning. Limits: bodies and frames as configured at the edge. May import: base.wire.
@NullMarked
package dev.weir.flow.dialect;

import org.jspecify.annotations.NullMarked;
