/// Tests of bills that are fetched.
@NullMarked
package dev.weir.exchange.fetch;

import org.jspecify.annotations.NullMarked;
