package dev.weir.flow.edge;

import dev.weir.flow.upstream.Upstream;

/// Gives a call the upstream of its own event loop.
@FunctionalInterface
interface Upstreams {
  Upstream on(Caller caller);
}
