/// The contract of a disk and its fault-injecting twin.
@NullMarked
package dev.weir.base.segment;

import org.jspecify.annotations.NullMarked;
