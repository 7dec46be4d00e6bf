/// Pages that lead from a figure to what it is made of.
///
/// Owns: [RawRows] (any answer of the API as tables). Does not own: any figure, who may see it (the
/// API's). Always true: nothing is left out of an answer but what is beyond its limit, and that is
/// said. Limits: 500 lines of a table. May import: view.console, view.shape.
@NullMarked
package dev.weir.view.explore;

import org.jspecify.annotations.NullMarked;
