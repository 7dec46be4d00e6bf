package dev.weir.flow.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoogleKeyTest {
  @Test
  void aFileIsOneOfThreeKinds() {
    assertThat(
            GoogleKey.read(
                """
                {"type": "service_account", "client_email": "e", "private_key": "k",
                 "private_key_id": "i", "token_uri": "http://t/x", "universe": ["googleapis.com"]}
                """))
        .isEqualTo(new GoogleKey.ServiceAccount("e", "i", "k", URI.create("http://t/x")));
    assertThat(
            GoogleKey.read(
                """
                {"type": "authorized_user", "client_id": "c", "client_secret": "s",
                 "refresh_token": "r"}
                """))
        .isEqualTo(new GoogleKey.AuthorizedUser("c", "s", "r", URI.create(GoogleKey.TOKENS)));
    assertThat(GoogleKey.read("{\"type\": \"metadata_server\"}"))
        .isEqualTo(new GoogleKey.Machine(URI.create(GoogleKey.METADATA)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "planted",
        "\"planted\"",
        "{\"type\": \"service_account\", \"private_key\": \"planted",
        "{\"type\": \"service_account\", \"private_key\": \"planted\"}",
        "{\"type\": \"authorized_user\", \"client_secret\": \"planted\", \"client_id\": \"c\"}",
        "{\"type\": \"external_account\", \"secret\": \"planted\"}",
        "{\"type\": \"metadata_server\", \"token_uri\": \"ftp://planted\"}"
      })
  void whatIsNoneIsSaidWithoutQuotingIt(String file) {
    assertThatThrownBy(() -> GoogleKey.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("key of Google")
        .message()
        .doesNotContain("planted");
  }

  @Test
  void noTextShowsASecret() {
    URI uri = URI.create("http://t");
    assertThat(new GoogleKey.ServiceAccount("e", "i", "planted", uri) + "")
        .doesNotContain("planted");
    assertThat(new GoogleKey.AuthorizedUser("c", "planted", "planted", uri) + "")
        .doesNotContain("planted");
    assertThat(new Credential.Secret("planted") + "").doesNotContain("planted");
    assertThat(new Credential.Token("planted", Instant.EPOCH) + "").doesNotContain("planted");
  }
}
