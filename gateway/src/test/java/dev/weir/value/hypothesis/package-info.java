@NullMarked
package dev.weir.value.hypothesis;

import org.jspecify.annotations.NullMarked;
