/// Tests of roll-outs and projections.
@NullMarked
package dev.weir.value.ramp;

import org.jspecify.annotations.NullMarked;
