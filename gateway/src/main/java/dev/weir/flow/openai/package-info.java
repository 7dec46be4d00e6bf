/// OpenAI's chat and Responses as conversations and frames.
///
/// Owns: reading and writing a request of either wire, and its answer as a stream or a whole body;
/// what the wires call each feature. Does not own: what Weir judges of a request and meters of an
/// answer (flow.dialect), which wires are paired. Always true: what a request says and a
/// conversation cannot is a loss by its path; what only repeats a default, asks for a padding or
/// names an item of a past answer is none (docs/translation.md lists it). Of an answer only what a
/// frame can say is read: annotations and log probabilities are not. A seal that another wire made
/// travels in an extension field with that wire's name before it. Limits: those of the body or
/// event read. May import: base.wire, flow.conversation, flow.dialect.
@NullMarked
package dev.weir.flow.openai;

import org.jspecify.annotations.NullMarked;
