package dev.weir.app;

import dev.weir.app.config.TelemetryPart;
import dev.weir.base.http.Headers;
import dev.weir.exchange.telemetry.OtlpTraces;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/// The configured traces, in the words of their room.
final class Traces {
  private Traces() {}

  /// Nothing where none are configured.
  ///
  /// @param families the family of a provider, by its configured name
  /// @throws IllegalArgumentException naming the secret that is not there
  static Optional<OtlpTraces> of(
      TelemetryPart part,
      Map<String, String> environment,
      UnaryOperator<String> families,
      InstantSource clock,
      RandomGenerator random,
      System.Logger log) {
    return part.traces()
        .map(url -> new OtlpTraces(settings(url, part, environment), families, clock, random, log));
  }

  private static OtlpTraces.Settings settings(
      URI url, TelemetryPart part, Map<String, String> environment) {
    Headers headers =
        part.secret()
            .map(secret -> Headers.of(part.header(), secret.resolve(environment::get)))
            .orElse(Headers.EMPTY);
    return new OtlpTraces.Settings(
        url, headers, part.service(), (int) Math.round(part.share() * 1_000));
  }
}
