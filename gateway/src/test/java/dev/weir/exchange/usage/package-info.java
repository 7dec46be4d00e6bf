/// Tests of the room.
@NullMarked
package dev.weir.exchange.usage;

import org.jspecify.annotations.NullMarked;
