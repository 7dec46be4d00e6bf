/// Tests of what can be demanded of live figures.
@NullMarked
package dev.weir.value.criterion;

import org.jspecify.annotations.NullMarked;
