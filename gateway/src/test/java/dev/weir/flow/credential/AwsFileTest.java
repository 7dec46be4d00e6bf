package dev.weir.flow.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AwsFileTest {
  @Test
  void keysAreALineOrTheFirstProfileOfAFile() {
    assertThat(AwsFile.read("AKID:s/e+c\n"))
        .isEqualTo(new Credential.AwsKeys("AKID", "s/e+c", Optional.empty()));
    assertThat(AwsFile.read("AKID:sec:tok=="))
        .isEqualTo(new Credential.AwsKeys("AKID", "sec", Optional.of("tok==")));
    assertThat(
            AwsFile.read(
                """
                # written by a sidecar
                [weir]
                aws_access_key_id = AKID
                aws_secret_access_key=sec=
                aws_session_token = tok
                [other]
                aws_access_key_id = OTHER
                """))
        .isEqualTo(new Credential.AwsKeys("AKID", "sec=", Optional.of("tok")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "planted",
        "planted:",
        ":planted",
        "a:b:c:planted",
        "a:plan ted",
        "a:b\nplanted:d",
        "[default]\naws_secret_access_key = planted",
        "aws_access_key_id = planted"
      })
  void whatIsNoneIsSaidWithoutQuotingIt(String text) {
    assertThatThrownBy(() -> AwsFile.read(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("keys of AWS")
        .message()
        .doesNotContain("planted");
  }

  @Test
  void noTextShowsAKey() {
    assertThat(AwsFile.read("AKID:planted:planted").toString()).isEqualTo("keys of AWS");
  }
}
