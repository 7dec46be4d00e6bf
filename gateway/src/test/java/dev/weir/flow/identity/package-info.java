@NullMarked
package dev.weir.flow.identity;

import org.jspecify.annotations.NullMarked;
