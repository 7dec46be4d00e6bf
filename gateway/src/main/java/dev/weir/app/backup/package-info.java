/// The record copied out of a gateway, and a data directory made of such a copy.
///
/// Owns: [Backup] (copies through the API), [Restore], the copy's folder: [Manifest],
/// `facts.jsonl`, `bills.jsonl`, `outcomes.jsonl`, the journal's segments under the names they have
/// in a data directory; the same as one file ([PackedFile]). Does not own: what is in them. Always
/// true: the manifest is written last, so a folder without one is no backup; the journal's position
/// is taken before the facts, so every call in it was judged by facts that are in it; nothing is
/// restored before every file has been found to be as the manifest says; no secret is copied.
/// Leaves out: the ledger database, which the next start builds, the first operator's key, what
/// recovery was told to skip. May import: everything.
@NullMarked
package dev.weir.app.backup;

import org.jspecify.annotations.NullMarked;
