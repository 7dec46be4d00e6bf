package dev.weir.exchange.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What AWS's signature version 4 of a request to S3 is, computed from "Authenticating Requests:
/// Using the Authorization Header" of its API reference and by nothing of the gateway's.
///
/// @param path as it came
/// @param query as it came
/// @param headers by their names in small letters
record S3Signature(String method, String path, String query, Map<String, String> headers) {

  /// @param signed names of header fields
  /// @param scope day, region, service and `aws4_request`
  String by(String secret, List<String> signed, String scope) {
    String canonical =
        String.join(
            "\n",
            method,
            canonicalPath(),
            Stream.of(query.split("&", -1))
                .filter(each -> !each.isEmpty())
                .map(each -> each.contains("=") ? each : each + "=")
                .sorted()
                .collect(Collectors.joining("&")),
            signed.stream()
                .map(name -> name + ":" + headers.get(name) + "\n")
                .collect(Collectors.joining()),
            String.join(";", signed),
            String.valueOf(headers.get("x-amz-content-sha256")));
    String said =
        String.join(
            "\n",
            "AWS4-HMAC-SHA256",
            String.valueOf(headers.get("x-amz-date")),
            scope,
            sha256(canonical));
    byte[] key = ("AWS4" + secret).getBytes(UTF_8);
    for (String step : scope.split("/", -1)) {
      key = hmac(key, step);
    }
    return HexFormat.of().formatHex(hmac(key, said));
  }

  /// Every octet but the unreserved ones and `/`, encoded once, however it came.
  private String canonicalPath() {
    StringBuilder text = new StringBuilder();
    for (byte octet : URLDecoder.decode(path.replace("+", "%2B"), UTF_8).getBytes(UTF_8)) {
      char c = (char) (octet & 0xff);
      boolean plain = String.valueOf(c).matches("[A-Za-z0-9/._~-]");
      text.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    return text.toString();
  }

  static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
