package dev.weir.flow.credential;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class AssertionTest {
  private static final URI TOKENS = URI.create("https://tokens.example/token");

  static String pem(KeyPair pair) {
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'})
            .encodeToString(pair.getPrivate().getEncoded())
        + "\n-----END PRIVATE KEY-----\n";
  }

  static KeyPair pair() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return generator.generateKeyPair();
  }

  @Test
  void isAWebTokenThatTheAccountsKeyHasSigned() throws GeneralSecurityException {
    KeyPair pair = pair();
    GoogleKey.ServiceAccount account =
        new GoogleKey.ServiceAccount("weir@p.example", "k1", pem(pair), TOKENS);

    String said = Assertion.of(account, "the-scope", Instant.ofEpochSecond(1_000));

    String[] parts = said.split("\\.", -1);
    assertThat(parts).hasSize(3);
    assertThat(new String(Base64.getUrlDecoder().decode(parts[0]), UTF_8))
        .isEqualTo("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"k1\"}");
    assertThat(new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8))
        .isEqualTo(
            "{\"iss\":\"weir@p.example\",\"scope\":\"the-scope\","
                + "\"aud\":\"https://tokens.example/token\",\"iat\":1000,\"exp\":4600}");
    Signature check = Signature.getInstance("SHA256withRSA");
    check.initVerify(pair.getPublic());
    check.update((parts[0] + "." + parts[1]).getBytes(UTF_8));
    assertThat(check.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
  }

  @Test
  void aKeyThatIsNoneIsNotQuoted() {
    GoogleKey.ServiceAccount account =
        new GoogleKey.ServiceAccount("weir@p.example", "", "planted", TOKENS);

    assertThatThrownBy(() -> Assertion.of(account, "s", Instant.EPOCH))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'private_key' of a service account is an RSA key in PEM")
        .hasNoCause()
        .message()
        .doesNotContain("planted");
  }
}
