/// Tests of the door by which a use case moves on.
@NullMarked
package dev.weir.value.stage;

import org.jspecify.annotations.NullMarked;
