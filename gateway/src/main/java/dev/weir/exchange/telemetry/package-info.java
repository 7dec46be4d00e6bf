/// What Weir's calls are in OpenTelemetry's words, and the traces that a collector is told.
///
/// Owns: [GenAiNames], [OtlpTraces] (spans of calls and attempts, where each stands in its caller's
/// trace) and their way to a collector. Does not own: what is measured, any fact: the ledger is the
/// record. Always true: nothing of a prompt, an answer or a key is in a span; telling never delays
/// a call; what finds no room is dropped and counted. Limits: 20,000 calls followed at once, 4,096
/// spans waiting, 512 a batch, six tries of a batch with pauses of up to a minute. Blocks: on one
/// virtual thread. May import: base.http, base.wire, flow.dialect, flow.edge, flow.entry,
/// flow.health, flow.identity, flow.refusal.
@NullMarked
package dev.weir.exchange.telemetry;

import org.jspecify.annotations.NullMarked;
