/// The log: one line per event, with keys from one list.
///
/// Owns: [LogKey], [LogLine], [EventLog], its rate limit, the file it may go to, and how a secret
/// is masked in all that people read ([Mask]). Does not own: what is worth a line. Always true: one
/// event is one line, text or JSON; no line shows a key, nor what the exception of a defect quotes;
/// what the rate limit drops is counted by kind, and the count is a line of its own. Limits: so
/// many lines a minute of one kind, 200 kinds, 12 frames of a stack trace; a file is rotated by
/// size, so many are kept. Blocks: on what it writes to. May import: nothing of Weir.
@NullMarked
package dev.weir.base.log;

import org.jspecify.annotations.NullMarked;
