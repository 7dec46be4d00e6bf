/// Exact money.
@NullMarked
package dev.weir.base.money;

import org.jspecify.annotations.NullMarked;
