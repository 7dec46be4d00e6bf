/// Tests of what cost centres are planned to cost.
@NullMarked
package dev.weir.value.envelope;

import org.jspecify.annotations.NullMarked;
