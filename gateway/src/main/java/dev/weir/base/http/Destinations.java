package dev.weir.base.http;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Which addresses a connection may be made to, whatever name led there.
///
/// Asked of the address itself just before the connect, so that a name which resolves differently
/// the second time gains nothing. An IPv4 address inside an IPv6 one (mapped, compatible, 6to4,
/// Teredo, NAT64) is judged as well.
public enum Destinations {
  /// Every host's address but those where clouds hand out credentials: for what an operator names.
  NO_METADATA(false),
  /// Public addresses only: neither this host nor its networks.
  PUBLIC_ONLY(true);

  /// Clouds' own services outside of link-local space.
  private static final List<Block> METADATA =
      List.of(
          Block.of("fd00:ec2::/32"), // AWS
          Block.of("fd20:ce::/32"), // Google Cloud
          Block.of("100.100.100.200/32"), // Alibaba Cloud
          Block.of("192.0.0.192/32"), // Oracle Cloud
          Block.of("168.63.129.16/32")); // Azure

  /// Not public, and not known to [InetAddress] (RFC 6890 and its register).
  private static final List<Block> PRIVATE =
      List.of(
          Block.of("100.64.0.0/10"),
          Block.of("192.0.0.0/24"),
          Block.of("198.18.0.0/15"),
          Block.of("240.0.0.0/4"),
          Block.of("fc00::/7"),
          Block.of("64:ff9b:1::/48"));

  private static final Block NAT64 = Block.of("64:ff9b::/96");
  private static final Block SIX_TO_FOUR = Block.of("2002::/16");
  private static final Block TEREDO = Block.of("2001::/32");

  private final boolean publicOnly;

  Destinations(boolean publicOnly) {
    this.publicOnly = publicOnly;
  }

  /// Why there may be no connection to this address; empty if there may.
  public Optional<String> refusal(InetAddress address) {
    byte[] octets = address.getAddress();
    Optional<InetAddress> within = embedded(address, octets);
    if (within.isPresent()) {
      return refusal(within.get()).map(why -> address.getHostAddress() + " contains " + why);
    }
    return ground(address, octets).map(why -> address.getHostAddress() + " is " + why);
  }

  /// As [#refusal(InetAddress)], of a host that is given as an address; empty for a name.
  public Optional<String> refusal(String host) {
    return literal(host).flatMap(this::refusal);
  }

  /// The address that a host's text is; empty for a name.
  static Optional<InetAddress> literal(String host) {
    byte[] octets = NetUtil.createByteArrayFromIpAddressString(host);
    return octets == null ? Optional.empty() : Optional.of(address(octets));
  }

  private Optional<String> ground(InetAddress address, byte[] octets) {
    if (address.isLinkLocalAddress()) {
      return Optional.of("a link-local address");
    }
    if (METADATA.stream().anyMatch(block -> block.contains(octets))) {
      return Optional.of("a cloud's metadata address");
    }
    if (address.isMulticastAddress() || startsWithZero(address, octets)) {
      return Optional.of("no host's address");
    }
    if (!publicOnly) {
      return Optional.empty();
    }
    if (address.isLoopbackAddress()) {
      return Optional.of("a loopback address");
    }
    boolean site = address.isSiteLocalAddress();
    return site || PRIVATE.stream().anyMatch(block -> block.contains(octets))
        ? Optional.of("a private address")
        : Optional.empty();
  }

  /// `0.0.0.0/8` and `::`, which a connect takes for this host.
  private static boolean startsWithZero(InetAddress address, byte[] octets) {
    return address.isAnyLocalAddress() || (octets.length == 4 && octets[0] == 0);
  }

  private static Optional<InetAddress> embedded(InetAddress address, byte[] octets) {
    if (octets.length == 4 || address.isAnyLocalAddress() || address.isLoopbackAddress()) {
      return Optional.empty();
    }
    boolean compatible = leadingZeros(octets) >= 12;
    if (compatible || NAT64.contains(octets)) {
      return Optional.of(address(Arrays.copyOfRange(octets, 12, 16)));
    }
    if (SIX_TO_FOUR.contains(octets)) {
      return Optional.of(address(Arrays.copyOfRange(octets, 2, 6)));
    }
    if (TEREDO.contains(octets)) {
      byte[] client = Arrays.copyOfRange(octets, 12, 16);
      for (int i = 0; i < client.length; i++) {
        client[i] = (byte) ~client[i];
      }
      return Optional.of(address(client));
    }
    return Optional.empty();
  }

  private static int leadingZeros(byte[] octets) {
    int count = 0;
    while (count < octets.length && octets[count] == 0) {
      count++;
    }
    return count;
  }

  static InetAddress address(byte[] octets) {
    try {
      return InetAddress.getByAddress(octets);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("an address has 4 or 16 octets", impossible);
    }
  }

  /// Addresses with a common beginning.
  private record Block(List<Byte> octets, int bits) {
    static Block of(String cidr) {
      int slash = cidr.indexOf('/');
      byte[] parsed = NetUtil.createByteArrayFromIpAddressString(cidr.substring(0, slash));
      Byte[] boxed = new Byte[parsed.length];
      Arrays.setAll(boxed, i -> parsed[i]);
      return new Block(List.of(boxed), Integer.parseInt(cidr.substring(slash + 1)));
    }

    boolean contains(byte[] address) {
      if (address.length != octets.size()) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit & 7);
        if (((address[bit >> 3] ^ octets.get(bit >> 3)) & mask) != 0) {
          return false;
        }
      }
      return true;
    }
  }
}
