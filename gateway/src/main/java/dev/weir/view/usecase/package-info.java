/// Pages about use cases.
///
/// Owns: [Portfolio] (all of them, one line each), [UseCase] (the whole life of one), [NewUseCase]
/// and [EditUseCase] (what is said of one). Does not own: any figure or verdict (the API's), gates
/// (view.gate), how amounts are written (view.shape), who may look or change (view.console and the
/// API). Always true: what the API does not answer is a dash, never a zero; a part of a page that
/// is refused says why, and the rest stays. Limits: as many lines as there are use cases. May
/// import: view.page, view.entry, view.gate, view.glance, view.shape.
@NullMarked
package dev.weir.view.usecase;

import org.jspecify.annotations.NullMarked;
