/// Threads whose work can wait for calls.
///
/// Owns: [Background]. Does not own: the threads themselves. Always true: nothing is raised, and no
/// other thread is changed. Limits: Linux; elsewhere a task runs as it is. May import: nothing of
/// Weir.
@NullMarked
package dev.weir.base.thread;

import org.jspecify.annotations.NullMarked;
