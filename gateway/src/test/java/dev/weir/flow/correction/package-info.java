@NullMarked
package dev.weir.flow.correction;

import org.jspecify.annotations.NullMarked;
