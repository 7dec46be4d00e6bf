/// What pages are made of, as values: figures, tables, charts, fields of forms.
///
/// Owns: how amounts, shares, counts and instants are written ([Amount], [Moment]), [Figure],
/// [Table], [Trend], [EmptyState], [FormField], [Link]. Does not own: any figure, HTML (the
/// templates in `src/main/jte/shape`, one per record). Always true: what is rounded for people
/// keeps its exact value beside it; a link stays within the console; nothing here computes but a
/// rounding. May import: nothing.
@NullMarked
package dev.weir.view.shape;

import org.jspecify.annotations.NullMarked;
