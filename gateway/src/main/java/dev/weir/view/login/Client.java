package dev.weir.view.login;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/// Whom an address stands for: itself, or with IPv6 its network of 64 bits, the least that one
/// customer is given (RFC 6177).
final class Client {
  private static final int NETWORK_BYTES = 8;

  private Client() {}

  /// @param address a literal, without a name to look up
  static String of(String address) {
    InetAddress read = InetAddress.ofLiteral(address);
    byte[] bytes = read.getAddress();
    return read instanceof Inet6Address
        ? HexFormat.of().formatHex(Arrays.copyOf(bytes, NETWORK_BYTES)) + "/64"
        : HexFormat.of().formatHex(bytes);
  }
}
