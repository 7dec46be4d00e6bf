/// Tests of exports in storages.
@NullMarked
package dev.weir.exchange.cloud;

import org.jspecify.annotations.NullMarked;
