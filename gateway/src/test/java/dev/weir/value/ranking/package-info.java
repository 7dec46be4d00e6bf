/// Tests of which use cases suit best.
@NullMarked
package dev.weir.value.ranking;

import org.jspecify.annotations.NullMarked;
