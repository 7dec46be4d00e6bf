/// What a request asks for: its line, its key's place, its body.
///
/// Owns: the providers and their operations, the paths that lead to them, reading a body of every
/// wire into one form. Does not own: answers, errors, connections, the book. Always true: a body is
/// read with names and places of its own wire only. Limits: bodies are limited by the server. May
/// import: script.
@NullMarked
package dev.weir.simulator.request;

import org.jspecify.annotations.NullMarked;
