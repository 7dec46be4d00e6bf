/// The journal's tests and its fault-injecting twin of a disk.
@NullMarked
package dev.weir.flow.journal;

import org.jspecify.annotations.NullMarked;
