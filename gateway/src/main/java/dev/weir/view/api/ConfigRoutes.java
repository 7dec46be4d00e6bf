package dev.weir.view.api;

import dev.weir.view.right.Right;
import java.util.List;

/// The configuration of a gateway that runs.
final class ConfigRoutes {
  private final RunningGateway gateway;

  ConfigRoutes(RunningGateway gateway) {
    this.gateway = gateway;
  }

  List<Endpoint> all() {
    return List.of(
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
