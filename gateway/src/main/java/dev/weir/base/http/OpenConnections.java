package dev.weir.base.http;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// The connections open over all loops of a listener, and how many each client has, from the moment
/// they are accepted: before a TLS handshake. Thread-safe.
final class OpenConnections {
  private static final AttributeKey<Boolean> COUNTED = AttributeKey.valueOf("weir.counted");
  private static final int NETWORK_BYTES = 8;
  private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

  private final int max;
  private final int perClientMax;
  private final AtomicInteger open = new AtomicInteger();
  private final ConcurrentHashMap<String, Integer> clients = new ConcurrentHashMap<>();

  OpenConnections(ListenerLimits limits) {
    this.max = limits.connectionsMax();
    this.perClientMax = limits.connectionsPerClientMax();
  }

  /// Whether a connection may stay; if so it is counted, once, until it is closed.
  boolean admits(Channel connection) {
    if (connection.hasAttr(COUNTED)) {
      return true;
    }
    String client = client(connection);
    if (!enter(client)) {
      return false;
    }
    connection.attr(COUNTED).set(true);
    var _ = connection.closeFuture().addListener(_ -> leave(client));
    return true;
  }

  private static String client(Channel connection) {
    return connection.remoteAddress() instanceof InetSocketAddress socket
            && socket.getAddress() != null
        ? client(socket.getAddress())
        : String.valueOf(connection.remoteAddress());
  }

  /// Whom an address stands for: itself, or with IPv6 its network of 64 bits, which is the least
  /// that one customer is given (RFC 6177), so that all of its addresses are one client's.
  static String client(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (!(address instanceof Inet6Address)) {
      return HexFormat.of().formatHex(bytes);
    }
    if (Arrays.equals(bytes, 0, MAPPED.length, MAPPED, 0, MAPPED.length)) {
      return HexFormat.of().formatHex(bytes, MAPPED.length, bytes.length);
    }
    return HexFormat.of().formatHex(bytes, 0, NETWORK_BYTES) + "/64";
  }

  private boolean enter(String client) {
    if (open.incrementAndGet() > max) {
      open.decrementAndGet();
      return false;
    }
    if (clients.merge(client, 1, Integer::sum) > perClientMax) {
      leave(client);
      return false;
    }
    return true;
  }

  private void leave(String client) {
    open.decrementAndGet();
    clients.computeIfPresent(client, (_, count) -> count == 1 ? null : count - 1);
  }

  int count() {
    return open.get();
  }
}
