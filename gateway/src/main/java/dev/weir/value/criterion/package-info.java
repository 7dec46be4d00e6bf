/// What can be demanded of a use case's live figures, and whether a figure meets it.
///
/// Owns: [Metric] (the closed list), [Figure] (a value with its bound and n, or why there is none),
/// [Criterion] and what it says of a figure ([Judged]), [Sources] of figures. Does not own: how a
/// figure is found, gates, who decides. Always true: what is unknown neither holds nor fails; with
/// a confidence the bound on the bad side decides, not the value; a metric that nothing here can
/// tell is refused by name. Limits: thresholds of 15 digits, a confidence of 0.5 to 0.999. Pure: no
/// clock, no I/O of its own. May import: base.stats, flow.books (to read JSON).
@NullMarked
package dev.weir.value.criterion;

import org.jspecify.annotations.NullMarked;
