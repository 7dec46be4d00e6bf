package dev.weir.base.http;

import java.time.Duration;

/// How long a client may take over what is its to do. Each is enforced between one and one and a
/// half times its value; time the receiver takes never counts.
///
/// @param idle without progress: an unused connection, a body of which nothing comes, an answer of
///   which less than 64 KiB is read
/// @param head from the first byte of a request on HTTP/1.1 to the end of its header, however many
///   bytes come in between; also a TLS handshake, if this is less than five seconds, and what a
///   client still sends on HTTP/1.1 behind the last answer of its connection
/// @param body from the end of the header to the end of the body, however many bytes come
public record Patience(Duration idle, Duration head, Duration body) {
  public static final Patience DEFAULT =
      new Patience(Duration.ofSeconds(75), Duration.ofSeconds(15), Duration.ofMinutes(2));

  /// Two round trips and a little arithmetic, even for a client far away.
  private static final Duration HANDSHAKE_MAX = Duration.ofSeconds(5);

  public Patience {
    if (!idle.isPositive() || !head.isPositive() || !body.isPositive()) {
      throw new IllegalArgumentException(
          "idle, head and body time must be positive, were %s, %s, %s".formatted(idle, head, body));
    }
  }

  /// How long a TLS handshake may take.
  Duration handshake() {
    return head.compareTo(HANDSHAKE_MAX) < 0 ? head : HANDSHAKE_MAX;
  }

  Duration shortest() {
    Duration shorter = idle.compareTo(head) < 0 ? idle : head;
    return shorter.compareTo(body) < 0 ? shorter : body;
  }
}
