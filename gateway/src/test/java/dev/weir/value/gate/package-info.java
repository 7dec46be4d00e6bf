/// Tests of what is demanded before a use case moves on.
@NullMarked
package dev.weir.value.gate;

import org.jspecify.annotations.NullMarked;
