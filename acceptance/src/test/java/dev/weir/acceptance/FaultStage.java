package dev.weir.acceptance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A simulator with TLS, and a gateway that knows it as near and as far, by HTTP/1.1 and by HTTP/2,
/// in each dialect; and providers where nobody is. Each way was gone before, so that no answer is
/// late for want of a compiler.
record FaultStage(
    SimulatorProcess simulator,
    GatewayProcess gateway,
    ControlPlane control,
    PriceSheet prices,
    String key)
    implements AutoCloseable {
  static final int TOKENS_MAX = 50;

  /// So many tokens, each in a frame; counted by the simulator as by Weir.
  static final String PROMPT = "[[sim out=20 tpf=1]] Tell me.";

  static final Prices CHEAP = new Prices("1", "2");
  static final Prices DEAR = new Prices("30", "90");

  private static final String KEY = "PROVIDER_KEY";
  private static final String WARM = "warm";
  private static final int ROUNDS = 4;

  /// In USD for a million tokens.
  record Prices(String input, String output) {}

  record Model(Speaker speaker, String id, Prices prices) {}

  /// @param routes lines of the configuration
  /// @param models all that they lead to
  static FaultStage open(Path files, List<String> routes, List<Model> models) throws Exception {
    KeyPair pair = KeyPair.make(files, "provider");
    SimulatorProcess simulator =
        SimulatorProcess.start(
            "--tls-port",
            "0",
            "--certificate",
            pair.certificate().toString(),
            "--certificate-key",
            pair.key().toString());
    try {
      GatewayProcess gateway =
          GatewayProcess.startWith(
              GatewayProcess.temporaryDirectory(),
              settings(simulator, pair, routes),
              Map.of(KEY, GatewayProcess.OPENAI_KEY));
      ControlPlane control = gateway.controlPlane();
      PriceSheet prices = catalogue(models);
      control.prices(prices);
      FaultStage stage = new FaultStage(simulator, gateway, control, prices, control.key());
      stage.warm();
      return stage;
    } catch (AssertionError | RuntimeException e) {
      simulator.close();
      throw e;
    }
  }

  private static String settings(SimulatorProcess simulator, KeyPair pair, List<String> routes) {
    String second = ", http2: true, tls: {ca: '%s'}".formatted(pair.certificate());
    String nobody = "http://127.0.0.1:" + Checkout.freePort();
    List<String> providers = new ArrayList<>();
    List<String> all = new ArrayList<>(routes);
    for (Speaker speaker : Speaker.values()) {
      for (String place : List.of("near", "far")) {
        providers.add(provider(speaker, "1-" + place, simulator.url(), ""));
        providers.add(provider(speaker, "2-" + place, simulator.tlsUrl(), second));
        providers.add(provider(speaker, "dark-" + place, nobody, ""));
      }
      for (String way : ways(speaker)) {
        all.add("%s-%s: {target: '%s/%s'}".formatted(WARM, way, way, speaker.model(WARM)));
      }
    }
    return """
    upstream: {head: 6s, silence: 6s}
    providers:
    %s
    routing:
      backoff: 20ms
      retry_budget: {floor: 100000}
      routes:
    %s
    """
        .formatted(String.join("\n", providers).indent(2), String.join("\n", all).indent(4));
  }

  private static String provider(Speaker speaker, String name, String url, String more) {
    return "%s-%s: {family: %s, url: '%s', key: 'env:%s', prices: %s%s}"
        .formatted(speaker.family(), name, speaker.family(), url, KEY, speaker.family(), more);
  }

  /// Its providers that answer.
  private static List<String> ways(Speaker speaker) {
    return List.of("1-near", "1-far", "2-near", "2-far").stream()
        .map(way -> speaker.family() + "-" + way)
        .toList();
  }

  private void warm() {
    for (int round = 0; round < ROUNDS; round++) {
      for (Speaker speaker : Speaker.values()) {
        for (String way : ways(speaker)) {
          for (boolean stream : new boolean[] {false, true}) {
            try (ByteStream answer = ask(speaker, WARM + "-" + way, stream, WARM, PROMPT)) {
              answer.received();
            }
          }
        }
      }
    }
  }

  private static PriceSheet catalogue(List<Model> models) {
    ObjectNode catalogue =
        Web.JSON.createObjectNode().put("format", "weir-prices/1").put("name", "faults");
    catalogue.put("kind", "own");
    catalogue
        .putObject("origin")
        .put("source", "acceptance tests")
        .put("observed_at", "2026-11-01")
        .put("evidence", "made for tests");
    ArrayNode priced = catalogue.putArray("models");
    models.forEach(model -> price(priced, model));
    for (Speaker speaker : Speaker.values()) {
      price(priced, new Model(speaker, speaker.model(WARM), CHEAP));
    }
    catalogue.putArray("contracts");
    return PriceSheet.of(catalogue.toString());
  }

  private static void price(ArrayNode models, Model model) {
    ObjectNode written =
        models.addObject().put("provider", model.speaker().family()).put("id", model.id());
    written.putObject("limits").put("input_max", 128_000).put("output_max", 16_384);
    ArrayNode prices = written.putArray("prices");
    price(prices, "input", model.prices().input());
    price(prices, "output", model.prices().output());
  }

  private static void price(ArrayNode prices, String meter, String usd) {
    prices.addObject().put("meter", meter).put("usd", usd).put("per", 1_000_000);
  }

  /// A budget over all of a use case, for ever.
  void budget(String id, String useCase, String usd) {
    control.budget(
        id,
        """
        {"where": [{"tag": "use_case", "in": ["%s"]}], "window": "total", "limit_usd": "%s"}
        """
            .formatted(useCase, usd));
  }

  Application.Standing standing(String budget, String useCase) {
    try (Application application = new Application(gateway.uri(), key)) {
      return application.standing(budget, Map.of("x-weir-use-case", useCase));
    }
  }

  /// Asks for a route, in a dialect.
  ByteStream ask(Speaker speaker, String route, boolean stream, String useCase, String text) {
    return ByteStream.post(
        gateway.uri(),
        speaker.path(route, stream),
        speaker.headers(key, useCase),
        speaker.body(route, stream, text, TOKENS_MAX));
  }

  @Override
  public void close() {
    control.close();
    gateway.close();
    simulator.close();
  }
}
