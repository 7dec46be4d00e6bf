package dev.weir.view.alert;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Who is told of alerts beside the log. It says nothing secret: what it needs of that comes beside
/// it.
public sealed interface Receiver {
  /// As it is called wherever people read of it.
  String name();

  /// The file that says what it has taken; the same over restarts.
  String file();

  /// @throws IllegalArgumentException if it cannot be told with such a secret, which is not shown
  void requireUsable(String secret);

  /// A program: signed JSON is posted to it. The secret signs.
  ///
  /// @param url its path and query often hold a secret too and are never shown
  /// @param allowPrivate whether it may be at a loopback or private address
  record Webhook(URI url, boolean allowPrivate) implements Receiver {
    static final String KEY = "alerts.webhooks";

    public Webhook {
      var _ = new HttpAddress(KEY, url, allowPrivate);
    }

    /// Host and a hash tell webhooks of one host apart without showing their paths.
    @Override
    public String name() {
      return url.getHost() + "/" + hash(url.toString());
    }

    @Override
    public String file() {
      return "webhook-" + hash(url.toString());
    }

    @Override
    public void requireUsable(String secret) {}

    HttpAddress address() {
      return new HttpAddress(KEY, url, allowPrivate);
    }
  }

  /// A channel of Slack, or of what takes the same: text is posted to it. The secret is the address
  /// that posts there.
  ///
  /// @param channel what it is called here
  /// @param allowPrivate whether it may be at a loopback or private address
  record Slack(String channel, boolean allowPrivate) implements Receiver {
    static final String KEY = "alerts.slack";

    @Override
    public String name() {
      return "slack/" + channel;
    }

    @Override
    public String file() {
      return "slack-" + hash(channel);
    }

    @Override
    public void requireUsable(String secret) {
      var _ = address(secret);
    }

    HttpAddress address(String secret) {
      return HttpAddress.secret(KEY, secret, allowPrivate);
    }
  }

  /// People, by e-mail. The secret is the password of the server's user.
  ///
  /// @param people what they are called here
  /// @param from an address
  /// @param to addresses
  record Mail(String people, Server server, String from, List<String> to) implements Receiver {
    static final String KEY = "alerts.mail";
    private static final int TO_MAX = 50;

    public Mail {
      to = List.copyOf(to);
      if (to.isEmpty() || to.size() > TO_MAX) {
        throw new IllegalArgumentException(
            "%s: field 'to' has 1 to %d addresses, was %d".formatted(KEY, TO_MAX, to.size()));
      }
      var _ = MailText.address(KEY, "from", from);
      to.forEach(each -> MailText.address(KEY, "to", each));
    }

    @Override
    public String name() {
      return "mail/" + people;
    }

    @Override
    public String file() {
      return "mail-" + hash(people);
    }

    @Override
    public void requireUsable(String secret) {
      server.requireReadable();
    }
  }

  /// Where mail is handed in.
  ///
  /// @param user that the server asks for; nobody where it asks for none
  /// @param ca PEM file of the only authorities trusted; none = the JVM's
  record Server(
      String host, int port, Security security, Optional<String> user, Optional<Path> ca) {
    void requireReadable() {
      ca.ifPresent(Trust::read);
    }
  }

  /// How the connection to a mail server is secured.
  enum Security {
    /// Encrypted once it stands; a server that does not know how is not used.
    STARTTLS,
    /// Encrypted from the start.
    TLS,
    NONE
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
