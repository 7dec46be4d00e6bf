package dev.weir.app;

import dev.weir.flow.credential.Credentials;
import java.util.Map;
import java.util.function.Consumer;

/// The credentials in force, which are renewed; those that a reload has replaced are not any more,
/// and serve the calls under way as they are. Owned by the start, then guarded by the reload.
final class Renewing implements AutoCloseable {
  private final Map<String, String> environment;
  private final Credentials.Surroundings around;
  private Credentials inForce = Credentials.fixed(Map.of());

  Renewing(Map<String, String> environment, Credentials.Surroundings around) {
    this.environment = environment;
    this.around = around;
  }

  /// Those of these providers, from now on in force. Blocks.
  Credentials of(Providers providers) {
    return putting(providers, _ -> {});
  }

  /// Puts those of these providers in force with whatever else belongs to them; if that fails the
  /// old ones stay. Blocks.
  Credentials putting(Providers providers, Consumer<Credentials> inForceToo) {
    Credentials next = providers.credentials(environment, around);
    boolean put = false;
    try {
      inForceToo.accept(next);
      put = true;
    } finally {
      (put ? inForce : next).close();
    }
    inForce = next;
    return next;
  }

  @Override
  public void close() {
    inForce.close();
  }
}
