/// The pack of a month's review: its tables, what was decided on them, how they are written.
///
/// Owns: what a [Pack] has, the layout of its tables ([Sheet]), [Decision], what has changed since
/// a pack was frozen ([Restatement]), what its [Narrative] says anew, its forms ([PackMarkdown],
/// [PackHtml], [PackCsv]). Does not own: figures, recommendations (value.review), the record of
/// reviews. Always true: a frozen pack is never changed, what is learnt of its month later is a
/// difference beside it; every text in HTML is escaped, and the page runs no script. Limits: 500
/// decisions of a review. Pure: no clock, no I/O. May import: value.opportunity, value.review.
@NullMarked
package dev.weir.value.pack;

import org.jspecify.annotations.NullMarked;
