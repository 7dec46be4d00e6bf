/// What each provider's wires mean, read and never rewritten.
///
/// Owns: [Wire] (the shape of a request and its answer), [Operation] (what has no shape here),
/// [Ask] (what a request wants), [Usage] (what an attempt consumed, canonical; [Partition] its
/// parts), the readers of answers and where they find usage, the closed list of splices and what
/// takes their traces out of an answer, the shape of errors; one file per dialect and matter. Does
/// not own: HTTP, prices, permission, counting of tokens. Always true: a body is read in one pass
/// and forwarded as it came except for its splices; canonical input includes cache reads and
/// writes, canonical output includes reasoning. Limits: bodies and frames as configured at the
/// edge; names and amounts as stated in `AskDraft`. May import: base.wire, flow.catalogue,
/// flow.refusal.
@NullMarked
package dev.weir.flow.dialect;

import org.jspecify.annotations.NullMarked;
