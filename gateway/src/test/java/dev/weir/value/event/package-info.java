@NullMarked
package dev.weir.value.event;

import org.jspecify.annotations.NullMarked;
