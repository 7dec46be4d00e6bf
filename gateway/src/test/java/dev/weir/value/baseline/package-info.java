/// Tests of what work took before AI.
@NullMarked
package dev.weir.value.baseline;

import org.jspecify.annotations.NullMarked;
