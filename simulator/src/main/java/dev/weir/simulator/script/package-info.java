/// What an answer shall be: how many tokens, which text, at what speed, with which faults.
///
/// Owns: the directive and its grammar, the words answers are made of, token counting, latency, the
/// plan of one answer. Does not own: any provider's wire, connections, the book. Always true: text
/// of `k` fragments is `k` tokens in both encodings; the same seed and body give the same plan.
/// Limits: a million tokens per answer. May import: book (for `Usage`), fault.
@NullMarked
package dev.weir.simulator.script;

import org.jspecify.annotations.NullMarked;
