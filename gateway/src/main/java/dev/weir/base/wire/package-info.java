/// JSON and framed answers as bytes; tables as text.
///
/// Owns: [JsonCursor] (pull reading with byte positions), [JsonOutput] (writing), [TopMembers]
/// (finding members without parsing), [Framing] and [EventReader] (server-sent events, lines and
/// binary messages, with their exact byte ranges), [EventStreamOutput], [CsvTable]. Does not own:
/// what a member, an event or a column means. Always true: positions are byte offsets into the
/// array that was given; nothing is read from or written to a stream; what is not strict JSON in
/// strict UTF-8 is a [JsonFault] that names the byte. Limits: nesting 200, numbers 100 characters,
/// names 1,024 characters, event and body size as given to the reader. May import: nothing of Weir.
@NullMarked
package dev.weir.base.wire;

import org.jspecify.annotations.NullMarked;
