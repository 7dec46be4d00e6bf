/// Tests of the forms of bills.
@NullMarked
package dev.weir.exchange.source;

import org.jspecify.annotations.NullMarked;
