package dev.weir.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpHandler;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// A provider that answers as a test wants it to, a gateway with both providers there, prices
/// published, and a key for applications.
record LocalStage(
    LocalServer provider, GatewayProcess gateway, ControlPlane control, String key, Web web)
    implements AutoCloseable {

  /// @param answering every request at the provider
  /// @param settings further parts of `weir.yaml`
  static LocalStage open(HttpHandler answering, PriceSheet prices, String... settings) {
    LocalServer provider = LocalServer.start(answering);
    GatewayProcess gateway;
    try {
      Path home = GatewayProcess.temporaryDirectory();
      gateway = GatewayProcess.start(home, home.resolve("data"), provider.url(), settings).ready();
    } catch (AssertionError | RuntimeException e) {
      provider.close();
      throw e;
    }
    ControlPlane control = gateway.controlPlane();
    control.prices(prices);
    return new LocalStage(provider, gateway, control, control.key(), new Web());
  }

  /// Asks the data plane as an application does, in JSON.
  ///
  /// @param by the key
  /// @param headers further ones, each a name and a value
  Web.Answer ask(
      String by, String useCase, String method, String path, String body, String... headers) {
    Map<String, String> all = new HashMap<>();
    all.put("authorization", "Bearer " + by);
    all.put("content-type", "application/json");
    all.put("x-weir-use-case", useCase);
    for (int i = 0; i < headers.length; i += 2) {
      all.put(headers[i], headers[i + 1]);
    }
    return web.send(method, gateway.uri().resolve(path), all, body);
  }

  /// The call of an answer, once it has as many rows.
  JsonNode booked(Web.Answer answer, int rows) {
    return control.booked(answer, rows);
  }

  /// Where a line that made something answers what became of it.
  static String pathOf(String line, Web.Answer made) {
    return line + "/" + made.json().path("id").asText();
  }

  @Override
  public void close() {
    web.close();
    control.close();
    gateway.close();
    provider.close();
  }
}
