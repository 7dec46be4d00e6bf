@NullMarked
package dev.weir.value.evidence;

import org.jspecify.annotations.NullMarked;
