/// Tests of the metrics.
@NullMarked
package dev.weir.view.metrics;

import org.jspecify.annotations.NullMarked;
