/// Bedrock's Converse and ConverseStream as conversations and frames.
///
/// Owns: reading and writing a Converse request, and its answer as binary event messages or a whole
/// body; what the wire calls each feature. Does not own: what Weir judges of a request and meters
/// of an answer (flow.dialect), the path, which has the model. Always true: what the wire says and
/// a conversation cannot is a loss by its path; usage is exclusive on the wire (input without
/// cache) and canonical in a frame; what only one maker's models understand
/// (`additionalModelRequestFields`) is written for that maker's models alone. Limits: those of the
/// body or event read. May import: base.wire, flow.conversation, flow.dialect.
@NullMarked
package dev.weir.flow.bedrock;

import org.jspecify.annotations.NullMarked;
