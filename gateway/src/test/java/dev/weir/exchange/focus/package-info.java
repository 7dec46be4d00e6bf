/// Tests of exchange.focus.
@NullMarked
package dev.weir.exchange.focus;

import org.jspecify.annotations.NullMarked;
