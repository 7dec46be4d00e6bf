package dev.weir.view.alert;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

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
