package dev.weir.view.api;

import dev.weir.view.right.Right;
import java.util.List;

/// The configuration of a gateway that runs.
final class ConfigRoutes {
  private final RunningGateway gateway;

  ConfigRoutes(RunningGateway gateway) {
    this.gateway = gateway;
  }

  /// @param values in the order of the reference
  record Configuration(List<ConfiguredValue> values) {}

  List<Endpoint> all() {
    return List.of(
        Endpoint.get(
                "getConfiguration",
                "/api/v1/config",
                "Every value of the configuration in effect, its default and what it is for.")
            .answers(Configuration.class)
            .does(_ -> Answer.of(new Configuration(gateway.configuration().get()))),
        Endpoint.change(
                "POST",
                "reloadConfiguration",
                "/api/v1/config/reload",
                "Reads configuration, secrets and certificates anew; 409 if anything is wrong, and"
                    + " nothing has changed then.")
            .needs(Right.ADMINISTER)
            .answers(Reloading.Done.class)
            .does(this::reload));
  }

  private Answer reload(Inquiry inquiry) {
    String who = "%s (%s)".formatted(inquiry.who(), inquiry.why());
    return switch (gateway.reload().apply(who)) {
      case Reloading.Done done -> Answer.of(done);
      case Reloading.Refused refused ->
          new Answer.Fault(409, "not_reloaded", "nothing has changed: " + refused.reason());
    };
  }
}
