package dev.weir.app;

import dev.weir.app.config.TelemetryPart;
import dev.weir.base.http.Headers;
import dev.weir.exchange.telemetry.OtlpTraces;
import java.net.URI;
import java.util.Map;

/// The configured traces, in the words of their room.
final class Traces {
  private Traces() {}

  /// @throws IllegalArgumentException naming the secret that is not there
  static OtlpTraces.Settings settings(
      URI url, TelemetryPart part, Map<String, String> environment) {
    Headers headers =
        part.secret()
            .map(secret -> Headers.of(part.header(), secret.resolve(environment::get)))
            .orElse(Headers.EMPTY);
    return new OtlpTraces.Settings(
        url, headers, part.service(), (int) Math.round(part.share() * 1_000));
  }
}
