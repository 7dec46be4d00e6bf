/// The gateway's figures as metrics; docs/metrics.md lists them.
///
/// Owns: what is counted at the edge ([EdgeMetrics]) and what is looked up ([Gauges]). Does not
/// own: any fact; the ledger is the record, these are since the process started. Always true: the
/// cost counted is the ledger's, to the last decimal; no label takes an unbounded set of values.
/// Limits: 500 models, 200 use cases. Counting never blocks. May import: base.money, base.signal,
/// the call path, view.alert.
@NullMarked
package dev.weir.view.metrics;

import org.jspecify.annotations.NullMarked;
