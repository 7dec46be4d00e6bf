/// A conversation with a model as no dialect's: what all of them can say.
///
/// Owns: [Conversation] (a request), [Frame] (one step of an answer; a whole answer is the sequence
/// of its frames), the four contracts of a wire that converses, [OpenCalls] (which block of a
/// stream is which tool's call), [Losses] (what of a request a target cannot carry). Does not own:
/// any dialect, which pairs there are, usage for the ledger. Always true: values only, no clock and
/// no I/O; texts, schemas and arguments are the bytes they came in; what is not carried is a loss
/// with the caller's name for it, never silence. Used only between unlike wires: a call whose
/// target has the caller's wire never comes here. Limits: those of the body it was read from. May
/// import: base.wire, flow.dialect.
@NullMarked
package dev.weir.flow.conversation;

import org.jspecify.annotations.NullMarked;
