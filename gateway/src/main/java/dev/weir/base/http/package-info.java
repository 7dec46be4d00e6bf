/// HTTP in both directions: a server, a client and the event loops they share.
///
/// Owns: sockets, TLS, framing, connection pools, limits and deadlines, flushing, back-pressure.
/// Does not own: routes, statuses but those of a [Breach], JSON, SSE, retries, redirects, or what a
/// body means. Always true: no other room imports `io.vertx` or `io.netty`; body bytes pass
/// unchanged, no compression is added or removed; everything about one exchange happens on one
/// loop; a client's answer ends with exactly one of `end` and `failed`, unless it was cancelled;
/// nothing is sent twice; no connection is made to an address that is none of a client's
/// [Destinations]; of streams that share a connection none waits for another. Limits: one per field
/// of [ListenerLimits], [Patience] and [ClientLimits]; 100 streams of one HTTP/2 connection; a
/// half-closed client counts as gone; HTTP/2 over TLS only, agreed on in the handshake; to
/// upstreams if the [Transport] offers it; no upgrade, trailers are dropped. May import: nothing of
/// Weir's.
@NullMarked
package dev.weir.base.http;

import org.jspecify.annotations.NullMarked;
