/// Tests of exchange.requirement.
@NullMarked
package dev.weir.exchange.requirement;

import org.jspecify.annotations.NullMarked;
