/// HTTP/1.1 in both directions: a server, a client and the event loops they share.
///
/// Owns: sockets, framing, connection pools, byte limits, flushing, back-pressure. Does not own:
/// routes, status codes, JSON, SSE, retries, redirects, or what a body means. Always true: no other
/// room imports `io.vertx` or `io.netty`; body bytes pass unchanged, no compression is added or
/// removed; everything about one exchange happens on one loop; a client's answer ends with exactly
/// one of `end` and `failed`, unless it was cancelled; nothing is sent twice; no connection is made
/// to an address that is none of a client's [Destinations]. Limits: one per [ListenerLimits] and
/// [ClientLimits] field; a half-closed client counts as gone; no HTTP/2, no upgrade, trailers are
/// dropped. May import: nothing of Weir's.
@NullMarked
package dev.weir.base.http;

import org.jspecify.annotations.NullMarked;
