@NullMarked
package dev.weir.value.review;

import org.jspecify.annotations.NullMarked;
