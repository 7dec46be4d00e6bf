/// Gemini's generateContent and streamGenerateContent as conversations and frames.
///
/// Owns: reading and writing a request, and its answer as a stream of events, a whole body or an
/// array of chunks; what the wire calls each feature. Does not own: what Weir judges of a request
/// and meters of an answer (flow.dialect), the path, which has model and stream. Always true: what
/// the wire says and a conversation cannot is a loss by its path, written in camel case whichever
/// spelling the caller used; a call's result is matched by id, or by name and order where a caller
/// gives none; usage has thoughts apart on the wire and within output in a frame; schemas are
/// written as JSON Schema and read in either form. Limits: those of the body or event read. May
/// import: base.wire, flow.conversation, flow.dialect.
@NullMarked
package dev.weir.flow.gemini;

import org.jspecify.annotations.NullMarked;
