/// What can be true about a call, and its form in bytes.
///
/// Owns: [Entry] and its values, [EntryCodec] and the codec of parts, older forms ([FormatOne]),
/// the texts that are written as a number. Does not own: files, frames and positions (journal),
/// what an entry means for a balance (ledger). Always true: an entry that was encoded decodes to an
/// equal one; a form that was once written is read for ever; bytes that are no entry are an error,
/// never another entry. Limits: none of its own; a frame bounds the payload. Pure: no clock, no
/// I/O. May import: base.money, flow.identity, flow.dialect, flow.catalogue, flow.price,
/// flow.policy, flow.rule.
@NullMarked
package dev.weir.flow.entry;

import org.jspecify.annotations.NullMarked;
