/// What Weir's calls are in OpenTelemetry's words.
///
/// Owns: [GenAiNames]. Does not own: what is measured. Always true: nothing of a prompt, an answer
/// or a key. May import: flow.dialect.
@NullMarked
package dev.weir.exchange.telemetry;

import org.jspecify.annotations.NullMarked;
