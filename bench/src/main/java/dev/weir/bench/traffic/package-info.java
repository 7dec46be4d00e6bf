/// The traffic of a benchmark: a provider that answers at once, and clients that ask it.
///
/// Owns: shapes of traffic, the load, the upstream, latency histograms. Does not own: what stands
/// between the two. Always true: load and upstream share one event loop; an open loop's latency
/// counts from when a request was due; every answer and stream is an OpenAI chat answer with usage.
/// Limits: what is unanswered 20 s after the end is counted as failed. May import: Netty.
@NullMarked
package dev.weir.bench.traffic;

import org.jspecify.annotations.NullMarked;
