package dev.weir.view.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Hashes of passwords.
class PasswordHashTest {
  private static final Cost CHEAP = new Cost(64, 1, 1);

  /// Of the reference implementation: `test.c` of github.com/P-H-C/phc-winner-argon2, Argon2id,
  /// version 0x13, t = 2, m = 2^16, p = 1.
  @Test
  void theReferenceImplementationsHashIsOurs() {
    PasswordHash published =
        PasswordHash.parse(
            "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc");

    assertThat(published.matches(new Password("password"))).isTrue();
    assertThat(published.matches(new Password("differentpassword"))).isFalse();
  }

  @Test
  void aHashIsReadAsWrittenWithItsOwnCost() {
    PasswordHash hash = PasswordHash.of(new Password("correct horse"), CHEAP, new Random(1));

    PasswordHash read = PasswordHash.parse(hash.phc());

    assertThat(hash.phc()).startsWith("$argon2id$v=19$m=64,t=1,p=1$");
    assertThat(read.cost()).isEqualTo(CHEAP);
    assertThat(read.phc()).isEqualTo(hash.phc());
    assertThat(read.matches(new Password("correct horse"))).isTrue();
    assertThat(read.matches(new Password("Correct horse"))).isFalse();
  }

  @Test
  void twoHashesOfOnePasswordDifferAndNeitherPrints() {
    Random random = new Random(1);
    PasswordHash one = PasswordHash.of(new Password("correct horse"), CHEAP, random);
    PasswordHash other = PasswordHash.of(new Password("correct horse"), CHEAP, random);

    assertThat(one.phc()).isNotEqualTo(other.phc());
    assertThat(one + " " + new Password("correct horse")).doesNotContain("argon", "horse");
  }

  @Test
  void aLetterWithItsAccentIsTheSameFromEveryKeyboard() {
    PasswordHash hash = PasswordHash.of(new Password("caf\u00e9 au lait"), CHEAP, new Random(1));

    assertThat(hash.matches(new Password("cafe\u0301 au lait"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secret",
        "$argon2i$v=19$m=64,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2id$v=16$m=64,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2id$v=19$m=999999,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQ$CTFh"
      })
  void whatIsNoSuchHashOrCostsTooMuchIsRefused(String phc) {
    assertThatThrownBy(() -> PasswordHash.parse(phc))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("password hash");
  }
}
