/// Tests of who bears what, and of postings.
@NullMarked
package dev.weir.exchange.chargeback;

import org.jspecify.annotations.NullMarked;
