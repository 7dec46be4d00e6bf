/// The record of every call: an append-only file of entries, durable before a call is sent.
///
/// Owns: the [Journal]'s writer, inbox and threads, recovery, housekeeping, the archive, reading
/// ([JournalReader]), copying ([JournalCopy]). Does not own: entries and their bytes (entry), files
/// and frames (base.segment), what an entry means for a balance (ledger), when a call may pass.
/// Always true: entries stand in the file in the order they were appended; what was acknowledged is
/// read back; an ending finds room whenever its reservation was accepted; damage is reported, never
/// skipped in silence. Limits: segment, inbox length and bytes per ending as in [JournalConfig];
/// one process per directory. May import: base.log, base.segment, base.thread, flow.entry.
@NullMarked
package dev.weir.flow.journal;

import org.jspecify.annotations.NullMarked;
