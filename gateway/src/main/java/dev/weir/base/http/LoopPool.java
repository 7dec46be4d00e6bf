package dev.weir.base.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.internal.resolver.NameResolver;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One loop's connections to all origins, and the count of those who use or await them.
///
/// The engine's own queue limit also counts requests whose connection is still being made, so that
/// a burst would be refused while the pool is empty; this count does not.
///
/// An origin's name is resolved for each request, from the engine's cache as a rule: a connection
/// goes to the very address that was allowed, and a new address is used as soon as it is known.
final class LoopPool {
  private static final int ALLOWED_MAX = 1_000;

  private final HttpClientAgent agent;
  private final NameResolver names;
  private final Destinations destinations;
  private final boolean proxied;
  private final int perOriginMax;
  private final Map<Origin, Integer> users = new HashMap<>();

  /// Addresses that were judged already.
  private final Set<InetAddress> allowed = new HashSet<>();

  LoopPool(HttpClientAgent agent, NameResolver names, Transport transport, int perOriginMax) {
    this.agent = agent;
    this.names = names;
    this.destinations = transport.destinations();
    this.proxied = transport.proxy().isPresent();
    this.perOriginMax = perOriginMax;
  }

  /// Whether there is room for one more; if so it is counted until [#leave], which must not come
  /// before the engine has answered its [#request].
  boolean enter(Origin origin) {
    int now = users.getOrDefault(origin, 0);
    if (now >= perOriginMax) {
      return false;
    }
    users.put(origin, now + 1);
    return true;
  }

  void leave(Origin origin) {
    users.computeIfPresent(origin, (_, now) -> now == 1 ? null : now - 1);
  }

  /// A connection to the origin, or why there is none: [ForbiddenAddress] among others.
  Future<HttpClientRequest> request(Origin origin, RequestOptions options) {
    Optional<InetAddress> literal = Destinations.literal(origin.host());
    if (literal.isPresent()) {
      return proxied
          ? refusal(literal.get()).orElseGet(() -> agent.request(options))
          : to(literal.get(), origin, options);
    }
    return proxied
        ? agent.request(options)
        : names.resolve(origin.host()).compose(address -> to(address, origin, options));
  }

  private Future<HttpClientRequest> to(InetAddress address, Origin origin, RequestOptions options) {
    // Without its name, by which the engine would take two addresses for one.
    InetAddress unnamed = Destinations.address(address.getAddress());
    InetSocketAddress socket = new InetSocketAddress(unnamed, origin.port());
    return refusal(address)
        .orElseGet(() -> agent.request(options.setServer(SocketAddress.inetSocketAddress(socket))));
  }

  private Optional<Future<HttpClientRequest>> refusal(InetAddress address) {
    if (allowed.contains(address)) {
      return Optional.empty();
    }
    Optional<String> refusal = destinations.refusal(address);
    if (refusal.isEmpty()) {
      if (allowed.size() >= ALLOWED_MAX) {
        allowed.clear();
      }
      allowed.add(address);
    }
    return refusal.map(why -> Future.failedFuture(new ForbiddenAddress(why)));
  }

  void close() {
    agent.close().await();
  }

  /// An address that is none of the [Destinations] allowed.
  static final class ForbiddenAddress extends Exception {
    private static final long serialVersionUID = 1;

    ForbiddenAddress(String message) {
      super(message, null, false, false);
    }
  }
}
