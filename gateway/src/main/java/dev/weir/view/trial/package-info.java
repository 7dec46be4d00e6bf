/// Pages about experiments and the hypotheses that they are read by.
///
/// Owns: [Trials] (all of them, how far each is), [OneTrial] (arms, exposure, readout, and the
/// forms that start, run and stop it), [Registering] (the form that registers a hypothesis, with
/// its plan). Does not own: any figure, verdict or rule about looking (the API's), how amounts are
/// written (view.shape). Always true: before the registered time a page has no figure, as the API
/// has none; a refusal stands beside the field it names, and what was entered is kept. Limits: ten
/// readouts of a list. May import: view.glance, view.page, view.shape.
@NullMarked
package dev.weir.view.trial;

import org.jspecify.annotations.NullMarked;
