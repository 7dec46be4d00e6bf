package dev.weir.base.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.RequestOptions;
import java.util.HashMap;
import java.util.Map;

/// One loop's connections to all origins, and the count of those who use or await them.
///
/// The engine's own queue limit also counts requests whose connection is still being made, so that
/// a burst would be refused while the pool is empty; this count does not.
final class LoopPool {
  private final HttpClientAgent agent;
  private final int perOriginMax;
  private final Map<Origin, Integer> users = new HashMap<>();

  LoopPool(HttpClientAgent agent, int perOriginMax) {
    this.agent = agent;
    this.perOriginMax = perOriginMax;
  }

  /// Whether there is room for one more; if so it is counted until [#leave].
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

  Future<HttpClientRequest> request(RequestOptions options) {
    return agent.request(options);
  }

  void close() {
    agent.close().await();
  }
}
