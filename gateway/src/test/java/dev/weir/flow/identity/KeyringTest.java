package dev.weir.flow.identity;

import static dev.weir.flow.identity.Sample.NOW;
import static dev.weir.flow.identity.Sample.headers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.flow.identity.Keyring.Answer.Known;
import dev.weir.flow.identity.Keyring.Answer.Refused;
import dev.weir.flow.refusal.Refusal.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyringTest {
  private final Secrets.Minted secret = Sample.secret();
  private final VirtualKey key = Sample.key(secret);

  private static Kind refused(Keyring.Answer answer) {
    assertThat(answer).isInstanceOf(Refused.class);
    return ((Refused) answer).refusal().kind();
  }

  private static Keyring of(VirtualKey... keys) {
    return new Keyring(List.of(keys));
  }

  @ParameterizedTest
  @CsvSource({
    "authorization, 'Bearer '",
    "authorization, 'bearer '",
    "x-api-key, ''",
    "x-goog-api-key, ''"
  })
  void readsTheKeyWhereEachSdkSendsIt(String header, String before) {
    assertThat(of(key).find(headers(header, before + secret.text()), NOW))
        .isEqualTo(new Known(key));
  }

  @Test
  void looksPastATokenOfAnotherKind() {
    HeaderLookup both = headers("authorization", "Bearer sk-other", "x-api-key", secret.text());
    assertThat(of(key).find(both, NOW)).isEqualTo(new Known(key));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "wk_", "wk_short", "sk-0123456789012345678901234567890123456789012"})
  void knowsNoKeyThatWasNeverMade(String presented) {
    assertThat(refused(of(key).find(presented, NOW))).isEqualTo(Kind.KEY_UNKNOWN);
    assertThat(refused(of(key).find(headers("x-api-key", presented), NOW)))
        .isEqualTo(Kind.KEY_UNKNOWN);
    assertThat(refused(of(key).find(Sample.secret().text(), NOW))).isEqualTo(Kind.KEY_UNKNOWN);
  }

  @Test
  void endsAKeyAtTheInstantItExpires() {
    Keyring keyring = of(key.expiringAt(NOW));
    assertThat(keyring.find(secret.text(), NOW.minusNanos(1))).isInstanceOf(Known.class);
    assertThat(refused(keyring.find(secret.text(), NOW))).isEqualTo(Kind.KEY_EXPIRED);
  }

  @Test
  void refusesARevokedKeyWhateverTheTime() {
    Keyring keyring = of(key.revokedAt(NOW));
    assertThat(refused(keyring.find(secret.text(), NOW))).isEqualTo(Kind.KEY_REVOKED);
    assertThat(refused(keyring.find(secret.text(), NOW.minusSeconds(60))))
        .isEqualTo(Kind.KEY_REVOKED);
  }

  @Test
  void staysRevokedFromTheFirstTimeOn() {
    assertThat(key.revokedAt(NOW).revokedAt(NOW.plusSeconds(1)).revoked()).contains(NOW);
  }

  @Test
  void opensWithBothSecretsDuringTheOverlapOfARotation() {
    Secrets.Minted next = Sample.secret();
    Instant end = NOW.plus(Duration.ofHours(1));
    VirtualKey rotated = key.rotated(next.hash(), NOW, end);
    Keyring keyring = of(rotated);

    assertThat(keyring.find(secret.text(), end.minusNanos(1))).isEqualTo(new Known(rotated));
    assertThat(keyring.find(next.text(), NOW)).isEqualTo(new Known(rotated));
    assertThat(refused(keyring.find(secret.text(), end))).isEqualTo(Kind.KEY_EXPIRED);
    assertThat(keyring.find(next.text(), end)).isEqualTo(new Known(rotated));
    assertThat(rotated.id()).isEqualTo(key.id());
  }

  @Test
  void neverProlongsAnOldSecretByAnotherRotation() {
    Instant end = NOW.plusSeconds(10);
    VirtualKey twice =
        key.rotated(Sample.secret().hash(), NOW, end)
            .rotated(Sample.secret().hash(), NOW, NOW.plusSeconds(1_000));
    assertThat(refused(of(twice).find(secret.text(), end))).isEqualTo(Kind.KEY_EXPIRED);
  }

  @Test
  void forgetsSecretsWithoutOverlap() {
    VirtualKey rotated = key.rotated(Sample.secret().hash(), NOW, NOW);
    assertThat(refused(of(rotated).find(secret.text(), NOW))).isEqualTo(Kind.KEY_UNKNOWN);
  }

  @Test
  void refusesTwoKeysWithOneSecret() {
    VirtualKey twin =
        Sample.key("key_b", secret, Tags.NONE, Set.of(), false, VirtualKey.OnMissing.REFUSE, 10);
    assertThatThrownBy(() -> of(key, twin)).hasMessageContaining("same secret");
  }

  @Test
  void makesSecretsOf256RandomBits() {
    Secrets secrets = new Secrets(new Random(1));
    String text = secrets.mint(Secrets.KEY_PREFIX).text();
    assertThat(text).startsWith("wk_").hasSize(46).isEqualTo(text.strip());
    assertThat(Base64.getUrlDecoder().decode(text.substring(3))).hasSize(32);
    assertThat(secrets.mint(Secrets.KEY_PREFIX).text()).isNotEqualTo(text);
  }

  @Test
  void printsNoSecretAndNoWholeHash() {
    assertThat(secret.toString() + key + of(key).find("wk_" + "x".repeat(43), NOW))
        .doesNotContain(secret.text())
        .doesNotContain(secret.hash().hex())
        .doesNotContain("xxx");
  }

  @Test
  void hashesLikeSha256() {
    // The published digest of "abc": FIPS 180-4, example B.1.
    SecretHash abc = SecretHash.of("abc");
    assertThat(abc.hex())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(SecretHash.parse(abc.hex())).isEqualTo(abc);
  }

  @ParameterizedTest
  @CsvSource({
    "gpt-4o, gpt-4o, true",
    "gpt-4o, gpt-4o-mini, false",
    "gpt-4o*, gpt-4o-mini, true",
    "*, anything, true",
    "claude-*-2026*, claude-opus-20260101, true",
    "claude-*-2026*, claude-opus-2025, false",
    "*mini, gpt-mini-x-mini, true",
    "a*b*c, aXbYbZc, true",
    "a*b*c, aXbYb, false"
  })
  void letsAKeyUseTheModelsItsPatternsName(String pattern, String model, boolean allowed) {
    assertThat(Glob.matches(pattern, model)).isEqualTo(allowed);
  }
}
