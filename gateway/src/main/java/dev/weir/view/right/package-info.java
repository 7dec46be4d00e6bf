/// What people may do with the control plane.
///
/// Owns: [Right] (what a route lets people do, and which role has how much of it), [Reach] (how
/// much). Does not own: routes, people, whose a thing is. Always true: every role has an answer to
/// every right. Pure. May import: flow.books.
@NullMarked
package dev.weir.view.right;

import org.jspecify.annotations.NullMarked;
