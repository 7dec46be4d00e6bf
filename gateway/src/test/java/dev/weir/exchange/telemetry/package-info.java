/// Tests of traces.
@NullMarked
package dev.weir.exchange.telemetry;

import org.jspecify.annotations.NullMarked;
