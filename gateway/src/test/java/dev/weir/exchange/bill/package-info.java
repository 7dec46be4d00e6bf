/// Tests of imported bills.
@NullMarked
package dev.weir.exchange.bill;

import org.jspecify.annotations.NullMarked;
