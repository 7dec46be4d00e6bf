/// Tests of the comparison of books.
@NullMarked
package dev.weir.exchange.reconcile;

import org.jspecify.annotations.NullMarked;
