@NullMarked
package dev.weir.base.store;

import org.jspecify.annotations.NullMarked;
