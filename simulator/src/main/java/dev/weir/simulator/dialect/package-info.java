/// The providers' answers, byte for byte as their wires have them.
///
/// Owns: the shape and order of answers, frames and their framing, errors, headers. Does not own:
/// what a request says (request), how long an answer is or when it is sent, connections, the book.
/// Always true: frames are made one at a time, in order, so that a stream's memory does not grow
/// with its length. Limits: none of its own. May import: request, script, book (`Usage`), fault
/// (`Step`, `Bending`).
@NullMarked
package dev.weir.simulator.dialect;

import org.jspecify.annotations.NullMarked;
