package dev.weir.flow.edge;

import dev.weir.base.http.Loop;
import dev.weir.flow.credential.Credentials;
import dev.weir.flow.upstream.HttpUpstream;
import dev.weir.flow.upstream.ProviderClients;
import dev.weir.flow.upstream.Upstream;
import java.time.Duration;
import java.util.Optional;

/// Ways over HTTP.
///
/// @param headTimeout longest time until the head of an answer
record HttpUpstreams(ProviderClients clients, Credentials credentials, Duration headTimeout)
    implements Upstreams {
  @Override
  public Upstream on(Caller caller) {
    return from(((HttpCaller) caller).exchange().loop());
  }

  /// The upstream of an event loop.
  Upstream from(Loop loop) {
    return new HttpUpstream(clients, loop, credentials, headTimeout);
  }

  @Override
  public Optional<Runnable> keep() {
    return clients.keep();
  }
}
