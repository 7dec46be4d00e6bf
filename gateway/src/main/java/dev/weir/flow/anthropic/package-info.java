/// Anthropic's messages as conversations and frames.
///
/// Owns: reading and writing a messages request, and its answer as a stream or a whole body; what
/// the wire calls each feature. Does not own: what Weir judges of a request and meters of an answer
/// (flow.dialect), which wires are paired. Always true: what the wire says and a conversation
/// cannot is a loss by its path, block types and all; usage is exclusive on the wire (input without
/// cache) and canonical in a frame. A seal that another wire made travels in `signature`, with that
/// wire's name before it. Limits: those of the body or event read. May import: base.wire,
/// flow.conversation, flow.dialect.
@NullMarked
package dev.weir.flow.anthropic;

import org.jspecify.annotations.NullMarked;
