@NullMarked
package dev.weir.value.pack;

import org.jspecify.annotations.NullMarked;
