@NullMarked
package dev.weir.flow.difference;

import org.jspecify.annotations.NullMarked;
