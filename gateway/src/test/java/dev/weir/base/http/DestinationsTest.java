package dev.weir.base.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.169.254",
        "169.254.170.2",
        "fe80::1",
        "fd00:ec2::254",
        "fd00:ec2::23",
        "fd20:ce::254",
        "100.100.100.200",
        "192.0.0.192",
        "168.63.129.16",
        "::ffff:169.254.169.254",
        "::169.254.169.254",
        "64:ff9b::a9fe:a9fe",
        "2002:a9fe:a9fe::1",
        "2001:0:1:2:3:4:5601:5601",
        "[fd00:ec2::254]",
        "0.0.0.0",
        "0.1.2.3",
        "::",
        "224.0.0.1",
        "ff02::1"
      })
  void nobodyMayConnectToACloudsMetadataOrToNoHost(String host) {
    for (Destinations allowed : Destinations.values()) {
      assertThat(allowed.refusal(host)).as(allowed.name()).isPresent();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.9.9.9",
        "::1",
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "100.64.0.1",
        "198.18.0.1",
        "192.0.0.8",
        "240.0.0.1",
        "fc00::1",
        "fd12:3456::1",
        "fec0::1",
        "64:ff9b:1::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:0a00:0001::1"
      })
  void onlyAnOperatorMayNameAPrivateAddress(String host) {
    assertThat(Destinations.NO_METADATA.refusal(host)).isEmpty();
    assertThat(Destinations.PUBLIC_ONLY.refusal(host)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "172.15.255.255",
        "172.32.0.1",
        "100.63.255.255",
        "100.128.0.1",
        "168.63.129.17",
        "2606:4700::1111",
        "2001:4860:4860::8888",
        "2002:0101:0101::1"
      })
  void aPublicAddressIsForEverybody(String host) {
    assertThat(Destinations.PUBLIC_ONLY.refusal(host)).isEmpty();
  }

  @Test
  void aRefusalNamesTheAddressAndTheRuleAndANameHasNone() {
    assertThat(Destinations.NO_METADATA.refusal("169.254.1.2"))
        .contains("169.254.1.2 is a link-local address");
    assertThat(Destinations.PUBLIC_ONLY.refusal("64:ff9b::a00:1"))
        .contains("64:ff9b:0:0:0:0:a00:1 contains 10.0.0.1 is a private address");
    assertThat(Destinations.PUBLIC_ONLY.refusal("localhost")).isEmpty();
  }
}
