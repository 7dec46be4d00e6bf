/// Accepts a call and walks it through the rooms, in order.
///
/// Owns: [Passage] (one call), [Relay] (one answer), [UnderWay] (how calls are brought to their end
/// with the gateway), the data plane's routes, Weir's own answers ([Me], [ModelList]) and headers,
/// refusal → HTTP. Does not own: what any stage decides. Always true: every exit of a passage ends
/// its reservation exactly once; a caller's bytes are forwarded as they came but for recorded
/// splices, and back but for what a splice added. A passage lives on its exchange's event loop.
/// Limits: [EdgeLimits]. May import: the whole call path, base.http.
@NullMarked
package dev.weir.flow.edge;

import org.jspecify.annotations.NullMarked;
