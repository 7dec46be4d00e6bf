/// The journal's tests, on the disk that injects faults.
@NullMarked
package dev.weir.flow.journal;

import org.jspecify.annotations.NullMarked;
