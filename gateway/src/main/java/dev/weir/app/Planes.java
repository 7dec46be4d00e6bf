package dev.weir.app;

import dev.weir.app.config.HostPort;
import dev.weir.app.config.PlaneTls;
import dev.weir.base.http.Certificate;
import dev.weir.base.http.Engine;
import dev.weir.base.http.HttpListener;
import dev.weir.base.http.ListenerLimits;
import java.time.Duration;
import java.util.Optional;

/// Starts the listeners of both planes.
///
/// @param parts close them
/// @param certificates renews theirs
record Planes(Engine engine, Parts parts, CertificateWatch certificates) {
  /// For the last bytes; the data plane's callers had the grace before, see [Shutdown].
  private static final Duration LAST_BYTES_WITHIN = Duration.ofSeconds(2);

  /// What the configuration says of one listener.
  record Plane(String name, HostPort address, PlaneTls tls) {}

  HttpListener listen(ListenerLimits limits, Plane plane, HttpListener.Receiver receiver) {
    Optional<Certificate> certificate = CertificateWatch.read(plane.tls());
    HttpListener listener =
        HttpListener.start(
            engine,
            limits,
            new HttpListener.Address(plane.address().host(), plane.address().port(), certificate),
            receiver);
    parts.opened(() -> listener.close(LAST_BYTES_WITHIN));
    certificate.ifPresent(each -> certificates.add(plane.name(), plane.tls(), each, listener));
    return listener;
  }
}
