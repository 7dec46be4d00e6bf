package dev.weir.flow.credential;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.base.wire.JsonOutput;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;

/// What a service account says to get a token: a JSON web token that its key has signed (RFC 7519,
/// RFC 7523; RS256 of RFC 7518).
final class Assertion {
  private static final long LIFE_SECONDS = 3_600;
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private Assertion() {}

  /// @throws IllegalArgumentException if the account's key is none; without quoting it
  static String of(GoogleKey.ServiceAccount account, String scope, Instant at) {
    JsonOutput header = new JsonOutput().object().text("alg", "RS256").text("typ", "JWT");
    if (!account.keyId().isEmpty()) {
      header.text("kid", account.keyId());
    }
    byte[] claims =
        new JsonOutput()
            .object()
            .text("iss", account.email())
            .text("scope", scope)
            .text("aud", account.tokens().toString())
            .number("iat", at.getEpochSecond())
            .number("exp", at.getEpochSecond() + LIFE_SECONDS)
            .endObject()
            .bytes();
    String said =
        BASE64.encodeToString(header.endObject().bytes()) + "." + BASE64.encodeToString(claims);
    return said + "." + BASE64.encodeToString(signature(said, account.privateKey()));
  }

  private static byte[] signature(String said, String pem) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key(pem));
      signature.update(said.getBytes(UTF_8));
      return signature.sign();
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // Without a cause, whose text may quote the key.
      throw new IllegalArgumentException(
          "the 'private_key' of a service account is an RSA key in PEM, PKCS #8");
    }
  }

  private static PrivateKey key(String pem) throws GeneralSecurityException {
    String base64 = pem.replaceAll("-----[A-Z ]+-----", "");
    return KeyFactory.getInstance("RSA")
        .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));
  }
}
