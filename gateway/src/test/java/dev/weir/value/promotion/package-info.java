/// Tests of who lets a use case move on.
@NullMarked
package dev.weir.value.promotion;

import org.jspecify.annotations.NullMarked;
