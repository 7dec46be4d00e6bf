/// The providers' wires: what their requests say and what their answers look like, byte for byte.
///
/// Owns: endpoints, reading a request body, the shape and order of answers, frames, errors and
/// headers. Does not own: how long an answer is or when it is sent; connections; the book. Always
/// true: frames are made one at a time, from a template with one hole, so that a stream's memory
/// does not grow with its length. Limits: bodies are limited by the server. May import: book
/// (`Usage`), script, fault (`Step`).
@NullMarked
package dev.weir.simulator.dialect;

import org.jspecify.annotations.NullMarked;
