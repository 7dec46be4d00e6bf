@NullMarked
package dev.weir.value.outcome;

import org.jspecify.annotations.NullMarked;
