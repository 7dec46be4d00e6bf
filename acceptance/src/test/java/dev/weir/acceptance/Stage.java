package dev.weir.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/// A simulator, a gateway in front of it, prices published, and a key for applications.
record Stage(
    SimulatorProcess simulator,
    GatewayProcess gateway,
    ControlPlane control,
    Application application,
    String key,
    PriceSheet prices)
    implements AutoCloseable {
  static final Duration LEDGER_FOLLOWS_WITHIN = Duration.ofSeconds(30);

  /// @param settings further parts of `weir.yaml`
  static Stage open(SimulatorProcess simulator, String... settings) {
    GatewayProcess gateway;
    try {
      gateway = GatewayProcess.start(simulator, settings);
    } catch (AssertionError | RuntimeException e) {
      simulator.close();
      throw e;
    }
    return with(simulator, gateway);
  }

  /// On a gateway that is ready.
  static Stage with(SimulatorProcess simulator, GatewayProcess gateway) {
    ControlPlane control = gateway.controlPlane();
    PriceSheet prices = PriceSheet.ofTests();
    control.prices(prices);
    String key = control.key();
    return new Stage(simulator, gateway, control, new Application(gateway.uri(), key), key, prices);
  }

  static Stage open(String... settings) {
    return open(SimulatorProcess.start(), settings);
  }

  /// The report's row of a use case, as soon as it has ended calls and refusals as expected.
  JsonNode settled(String useCase, long calls, long refusals) {
    return Await.value(
        LEDGER_FOLLOWS_WITHIN,
        "the report shows %d calls and %d refusals of %s".formatted(calls, refusals, useCase),
        () -> row(useCase),
        row -> row.path("calls").asLong() == calls && row.path("refusals").asLong() == refusals);
  }

  /// What the ledger knows of a call, as soon as it has ended there.
  JsonNode ended(String callId) {
    return Await.value(
            LEDGER_FOLLOWS_WITHIN,
            "call %s has ended in the ledger".formatted(callId),
            () -> control.send("GET", "calls/" + callId, ""),
            answer -> answer.status() == 200 && !answer.json().path("booked").isEmpty())
        .json();
  }

  /// The simulator's only row of a call.
  BookRow served(String callId) {
    List<BookRow> rows =
        simulator.book().stream().filter(row -> row.callId().equals(callId)).toList();
    if (rows.size() != 1) {
      throw new AssertionError(
          "call %s has %d rows at the provider".formatted(callId, rows.size()));
    }
    return rows.getFirst();
  }

  /// The report's row of a use case; missing when there is none.
  JsonNode row(String useCase) {
    return StreamSupport.stream(control.report("use_case").path("rows").spliterator(), false)
        .filter(row -> row.path("group").path("use_case").asText().equals(useCase))
        .findFirst()
        .orElse(Web.JSON.missingNode());
  }

  static BigDecimal usd(JsonNode row) {
    return new BigDecimal(row.path("cost_usd").asText());
  }

  Application.Standing standing(String budget, String useCase) {
    return application.standing(budget, Map.of("x-weir-use-case", useCase));
  }

  @Override
  public void close() {
    application.close();
    control.close();
    gateway.close();
    simulator.close();
  }
}
