package dev.weir.flow.upstream;

import dev.weir.base.http.HttpClient;
import dev.weir.flow.route.Provider;
import java.util.Map;
import java.util.Set;

/// The way to each provider, by its name. Closes what it was given.
public final class ProviderClients implements AutoCloseable {
  private final Map<String, HttpClient> clients;

  public ProviderClients(Map<String, HttpClient> clients) {
    this.clients = Map.copyOf(clients);
  }

  HttpClient of(Provider provider) {
    HttpClient client = clients.get(provider.name());
    if (client == null) {
      throw new IllegalStateException("provider " + provider.name() + " has no client");
    }
    return client;
  }

  @Override
  public void close() {
    Set.copyOf(clients.values()).forEach(HttpClient::close);
  }
}
