/// `weir demo`: the gateway in front of a pretended provider, with traffic, at one command.
///
/// Owns: the simulator as a child process, a throw-away data directory, the order of the show and
/// what is said. Does not own: traffic and its population (view.replay), any figure: tables and
/// standings are read over the API like anybody's. Always true: the child ends with this process,
/// however it ends; the data directory is deleted at a clean end; no other state is left. Limits:
/// three minutes of made-up traffic, then a trickle. May import: everything.
@NullMarked
package dev.weir.app.demo;

import org.jspecify.annotations.NullMarked;
