/// Metrics: counters, gauges and histograms, and their text for Prometheus.
///
/// Owns: [Registry] and what it hands out. Does not own: what is measured. Always true: counters
/// are exact; a family has a bounded number of series, and what comes beyond is counted under the
/// label value `other`. Limits: 5,000 series per family. Counting never blocks. May import: nothing
/// of Weir.
@NullMarked
package dev.weir.base.signal;

import org.jspecify.annotations.NullMarked;
