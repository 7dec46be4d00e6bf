/// A call whose target has another wire than its caller.
///
/// Owns: which wires are paired and what each pair cannot carry ([Pair], one file each),
/// [Translations] (the door: a request made the target's, or what of it cannot be), the answer on
/// its way back. Does not own: any wire (the rooms of wires), who is asked, what is charged: the
/// meter reads the provider's own bytes. Always true: pure, no clock and no I/O; the translated
/// body is read again as any request of its wire, so that it is judged by what it says; what cannot
/// be carried is refused by the caller's name for it, or let go where the operator said so; an
/// answer that breaks off, is malformed or says that it failed never ends cleanly. Limits: one
/// event of an answer at most as long as a meter reads. May import: base.wire, flow.conversation,
/// flow.dialect, flow.refusal and the rooms of wires.
@NullMarked
package dev.weir.flow.translate;

import org.jspecify.annotations.NullMarked;
