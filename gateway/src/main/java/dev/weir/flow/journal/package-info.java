/// The record of every call: an append-only file of entries, durable before a call is sent.
///
/// Owns: [Entry] and its values, their binary form, segments, framing, the writer, recovery, the
/// archive. Does not own: what an entry means for a balance (ledger), when a call may pass. Always
/// true: entries stand in the file in the order they were appended; what was acknowledged is read
/// back; an ending finds room whenever its reservation was accepted; damage is reported, never
/// skipped in silence. Limits: frame 16 MiB − 1, segment, inbox length and bytes per ending as in
/// [JournalConfig]; one process per directory. May import: base.money, flow.identity, flow.dialect,
/// flow.price, flow.policy.
@NullMarked
package dev.weir.flow.journal;

import org.jspecify.annotations.NullMarked;
