/// HTTP in both directions: a server, a client and the event loops they share.
///
/// Owns: sockets, TLS, framing, connection pools, limits and deadlines, flushing, back-pressure.
/// Does not own: routes, statuses but those of a [Breach], JSON, SSE, retries, redirects, or what a
/// body means. Always true: no other room imports `io.vertx` or `io.netty`; body bytes pass
/// unchanged, no compression is added or removed; everything about one exchange happens on one
/// loop; a client's answer ends with exactly one of `end` and `failed`, unless it was cancelled;
/// nothing is sent twice. Limits: one per field of [ListenerLimits], [Patience] and [ClientLimits];
/// 100 streams of one HTTP/2 connection; a half-closed client counts as gone; HTTP/2 for clients
/// over TLS only, HTTP/1.1 towards upstreams; no upgrade, trailers are dropped. May import: nothing
/// of Weir's.
@NullMarked
package dev.weir.base.http;

import org.jspecify.annotations.NullMarked;
