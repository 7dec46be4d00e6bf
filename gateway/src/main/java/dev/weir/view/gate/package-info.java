/// Pages about the way of use cases through their gates.
///
/// Owns: [GateList] (what is open), [OneGate] (how a use case stands to a gate, its definition, a
/// proposal), [OnePromotion] (what is signed, by whom, its ramp, its end), [Checklist] (criteria as
/// a table). Does not own: any criterion, figure or rule (the API's), how amounts are written
/// (view.shape), who may look or sign (view.console and the API). Always true: what is signed is
/// the hash of the evidence that the page has shown. Limits: as many lines as there are gates. May
/// import: view.page, view.shape.
@NullMarked
package dev.weir.view.gate;

import org.jspecify.annotations.NullMarked;
