package dev.weir.app;

import dev.weir.app.config.AlertsPart;
import dev.weir.view.alert.Receiver;
import java.util.List;
import java.util.Map;

/// The configured receivers of alerts. Which there are only changes with a start; what the
/// references of their secrets lead to does not.
record Webhooks(AlertsPart part, Map<String, String> environment) {

  List<Receiver> receivers() {
    return part.webhooks().stream()
        .map(each -> new Receiver(each.url(), each.allowPrivate()))
        .toList();
  }

  /// Looked up only where something is sent; in the order of the receivers.
  List<String> secrets() {
    return part.webhooks().stream().map(each -> each.secret().resolve(environment::get)).toList();
  }
}
