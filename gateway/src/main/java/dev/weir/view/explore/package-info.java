/// Pages that lead from a figure to what it is made of.
///
/// Owns: [Explore] (a figure by dimensions, filtered and compared; [Question] is its link,
/// [SavedViews] keep it), [CallList], [RawRows] (any answer of the API as tables). Does not own:
/// any figure, sum or difference, who may see it (the API's). Always true: all that is chosen on a
/// page is in its link; nothing is left out of an answer but what is beyond its limit, and that is
/// said. Limits: 500 lines of a table, 50 calls of a page. May import: view.page, view.shape.
@NullMarked
package dev.weir.view.explore;

import org.jspecify.annotations.NullMarked;
