package dev.weir.app.config;

import java.net.InetAddress;
import java.net.UnknownHostException;

/// Where a listener binds.
///
/// @param port 0 = any free port
public record HostPort(String host, int port) {
  public HostPort {
    Require.between("port", port, 0, 65_535);
  }

  /// Reads `host:port`, or `:port` for all addresses.
  public static HostPort parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("must be host:port, was '" + text + "'");
    }
    String host = colon == 0 ? "0.0.0.0" : text.substring(0, colon);
    try {
      return new HostPort(host, Integer.parseInt(text.substring(colon + 1)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("must be host:port, was '" + text + "'", e);
    }
  }

  /// Whether only this machine can connect to it. A name is looked up; one that leads nowhere is
  /// not this machine's.
  public boolean isLoopback() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException nowhere) {
      return false;
    }
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
