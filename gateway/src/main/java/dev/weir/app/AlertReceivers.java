package dev.weir.app;

import dev.weir.app.config.AlertsPart;
import dev.weir.app.config.MailPart;
import dev.weir.app.config.SecretReference;
import dev.weir.view.alert.Receiver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The configured receivers of alerts. Which there are only changes with a start; what the
/// references of their secrets lead to does not.
record AlertReceivers(AlertsPart part, Map<String, String> environment) {

  /// A receiver and where its secret is; none needs none.
  private record Told(Receiver receiver, Optional<SecretReference> secret) {}

  private List<Told> told() {
    List<Told> all = new ArrayList<>();
    part.webhooks()
        .forEach(each ->
            all.add(
                new Told(
                    new Receiver.Webhook(each.url(), each.allowPrivate()),
                    Optional.of(each.secret()))));
    part.slack()
        .forEach(each ->
            all.add(
                new Told(
                    new Receiver.Slack(each.name(), each.allowPrivate()),
                    Optional.of(each.url()))));
    part.mail().forEach(each -> all.add(new Told(mail(each), each.password())));
    return all;
  }

  private static Receiver mail(MailPart part) {
    Receiver.Server server =
        new Receiver.Server(
            part.server().host(),
            part.server().port(),
            switch (part.security()) {
              case STARTTLS -> Receiver.Security.STARTTLS;
              case TLS -> Receiver.Security.TLS;
              case NONE -> Receiver.Security.NONE;
            },
            part.user(),
            part.ca());
    return new Receiver.Mail(part.name(), server, part.from(), part.to());
  }

  List<Receiver> all() {
    return told().stream().map(Told::receiver).toList();
  }

  /// Looked up only where something is sent; in the order of the receivers.
  ///
  /// @throws IllegalArgumentException naming the one that is not there or of no use
  List<String> secrets() {
    List<String> secrets = new ArrayList<>();
    for (Told each : told()) {
      String secret =
          each.secret().map(reference -> reference.resolve(environment::get)).orElse("");
      each.receiver().requireUsable(secret);
      secrets.add(secret);
    }
    return List.copyOf(secrets);
  }
}
