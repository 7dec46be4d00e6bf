package dev.weir.app.command;

import dev.weir.app.config.HostPort;
import dev.weir.app.config.WeirConfig;
import java.util.Optional;

/// Whether operators' keys can be read on their way: the control plane listens where other machines
/// may connect, and without a certificate.
public final class ClearText {
  private ClearText() {}

  /// What is wrong with it and what to do; nothing if it has TLS or is for this machine alone.
  public static Optional<String> warning(WeirConfig config) {
    HostPort address = config.listen().controlPlane();
    if (config.tls().controlPlane().isOn() || address.isLoopback()) {
      return Optional.empty();
    }
    return Optional.of(
        "the control plane listens in clear text at %s, where other machines may connect: who is on the way reads operators' keys; give it a certificate (tls.control_plane) or a loopback address (listen.control_plane)"
            .formatted(address));
  }

  static void warn(WeirConfig config, System.Logger log) {
    warning(config).ifPresent(text -> log.log(System.Logger.Level.WARNING, text));
  }
}
