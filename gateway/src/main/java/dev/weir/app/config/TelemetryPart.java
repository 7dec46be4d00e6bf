package dev.weir.app.config;

import java.net.URI;
import java.util.Optional;

/// What is told to an OpenTelemetry collector.
public record TelemetryPart(
    @Meaning(
            "collector that traces go to, by OTLP over HTTP; `/v1/traces` follows; none = no traces")
        Optional<URI> traces,
    @Meaning("`service.name` of this gateway") String service,
    @Meaning("share of the traces that begin here which are kept; a caller's trace says it itself")
        double share,
    @Meaning("header that carries the secret") String header,
    @Meaning("what the collector asks for, as the header's whole value; none = no header")
        Optional<SecretReference> secret) {
  public static final TelemetryPart DEFAULT =
      new TelemetryPart(Optional.empty(), "weir", 1.0, "authorization", Optional.empty());

  public TelemetryPart {
    traces.ifPresent(url -> Require.endpoint("telemetry.traces", url));
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("telemetry.share must be 0 to 1, was " + share);
    }
    if (service.isBlank() || !header.matches("[A-Za-z0-9-]{1,64}")) {
      throw new IllegalArgumentException(
          "telemetry.service is not blank and telemetry.header is a header's name, were '%s', '%s'"
              .formatted(service, header));
    }
  }
}
