package dev.weir.base.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class OpenConnectionsTest {
  private static String client(String address) throws UnknownHostException {
    return OpenConnections.client(InetAddress.getByName(address));
  }

  @Test
  void takesAnIpv6NetworkForOneClient() throws UnknownHostException {
    assertThat(client("2001:db8:1:2::1")).isEqualTo(client("2001:db8:1:2:ffff:ffff:ffff:ffff"));
    assertThat(client("2001:db8:1:2::1")).isNotEqualTo(client("2001:db8:1:3::1"));
  }

  @Test
  void takesEachIpv4AddressForAClientHoweverItIsWritten() throws UnknownHostException {
    byte[] mapped = Arrays.copyOf(new byte[10], 16);
    mapped[10] = -1;
    mapped[11] = -1;
    System.arraycopy(InetAddress.getByName("192.0.2.7").getAddress(), 0, mapped, 12, 4);
    InetAddress unlike = Inet6Address.getByAddress("mapped", mapped, 0);

    assertThat(unlike).isInstanceOf(Inet6Address.class);
    assertThat(OpenConnections.client(unlike)).isEqualTo(client("192.0.2.7"));
    assertThat(client("192.0.2.7")).isNotEqualTo(client("192.0.2.8"));
  }
}
