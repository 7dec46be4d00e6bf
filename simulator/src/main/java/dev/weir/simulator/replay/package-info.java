/// Answers that real providers gave, recorded by others, served byte for byte.
///
/// Owns: reading the recordings' files, their names, the queue of what comes next. Does not own:
/// when and how they are sent. Always true: a body leaves as it was recorded; what cannot be served
/// faithfully is not loaded, and counted. Limits: all bodies are held in memory. May import: book
/// (for `Usage`), fault (for `Step`).
@NullMarked
package dev.weir.simulator.replay;

import org.jspecify.annotations.NullMarked;
