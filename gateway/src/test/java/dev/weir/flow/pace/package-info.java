@NullMarked
package dev.weir.flow.pace;

import org.jspecify.annotations.NullMarked;
