@NullMarked
package dev.weir.flow.agreement;

import org.jspecify.annotations.NullMarked;
