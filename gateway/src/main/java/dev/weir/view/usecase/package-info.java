/// Pages about use cases.
///
/// Owns: [Portfolio] (all of them, one line each). Does not own: any figure or verdict (the API's),
/// how amounts are written (view.shape), who may look (view.console). Always true: what the API
/// does not answer is a dash, never a zero. Limits: as many lines as there are use cases. May
/// import: view.console, view.shape.
@NullMarked
package dev.weir.view.usecase;

import org.jspecify.annotations.NullMarked;
