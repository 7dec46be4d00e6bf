/// Pages about what runs: where calls go, how fast they come back, what they ask for.
///
/// Owns: [PlatformToday] (what goes through now), [RoutesHealth] (where calls can go, and how that
/// stands), [Live] (calls as they end). Does not own: any figure or change (the API's), how amounts
/// are written (view.shape), who may look (view.console). Always true: a form that this person's
/// role lets nobody send is not shown; a figure of the last minutes says of how many. Limits: those
/// of the API's lists. May import: view.page, view.shape.
@NullMarked
package dev.weir.view.running;

import org.jspecify.annotations.NullMarked;
