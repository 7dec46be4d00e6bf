package dev.weir.app;

import dev.weir.app.config.AlertsPart;
import dev.weir.view.alert.Receiver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The configured receivers of alerts. Which there are only changes with a start; what the
/// references of their secrets lead to does not.
record AlertReceivers(AlertsPart part, Map<String, String> environment) {

  List<Receiver> all() {
    return Stream.concat(
            part.webhooks().stream()
                .<Receiver>map(each -> new Receiver.Webhook(each.url(), each.allowPrivate())),
            part.slack().stream().map(each -> new Receiver.Slack(each.name(), each.allowPrivate())))
        .toList();
  }

  /// Looked up only where something is sent; in the order of the receivers.
  ///
  /// @throws IllegalArgumentException naming the one that is not there or of no use
  List<String> secrets() {
    List<Receiver> all = all();
    List<String> secrets = new ArrayList<>();
    part.secrets()
        .forEach((_, reference) -> {
          String secret = reference.resolve(environment::get);
          all.get(secrets.size()).requireUsable(secret);
          secrets.add(secret);
        });
    return List.copyOf(secrets);
  }
}
