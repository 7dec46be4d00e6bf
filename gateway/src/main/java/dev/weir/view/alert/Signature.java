package dev.weir.view.alert;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Proves to a receiver that an alert is Weir's and recent: HMAC-SHA256 over the time and the body.
final class Signature {
  static final String HEADER = "x-weir-signature";
  private static final String ALGORITHM = "HmacSHA256";

  private Signature() {}

  /// `t=<epoch seconds>,v1=<hex>`, where the text signed is `<epoch seconds>.<body>`.
  static String of(String secret, long epochSecond, String body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      byte[] code = mac.doFinal((epochSecond + "." + body).getBytes(StandardCharsets.UTF_8));
      return "t=%d,v1=%s".formatted(epochSecond, HexFormat.of().formatHex(code));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
    }
  }
}
