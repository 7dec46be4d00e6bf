package dev.weir.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Computes AWS's signature version 4 of a request anew, from what arrived, as AWS does to check
/// it.
///
/// Source: "Create a signed AWS API request" of AWS's documentation. The path is encoded once more
/// than it was sent, as for every service but S3.
///
/// @param path as it was sent
/// @param query as it was sent; empty for none
/// @param headers of the request, with names in lower case
record AwsSignature(
    String method, String path, String query, Map<String, String> headers, Buffer body) {
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=[^/]+/([^,\\s]+),\\s*SignedHeaders=([^,\\s]+),"
              + "\\s*Signature=([0-9a-f]+)");
  private static final String UNSIGNED = "UNSIGNED-PAYLOAD";
  private static final String UNRESERVED = "-_.~/";

  AwsSignature {
    headers = Map.copyOf(headers);
  }

  /// Whether the signature the request carries is that of this secret.
  boolean isOf(String secret) {
    Matcher given = AUTHORIZATION.matcher(headers.getOrDefault("authorization", ""));
    if (!given.matches()) {
      return false;
    }
    byte[] expected = compute(secret, given.group(1), given.group(2)).getBytes(UTF_8);
    return MessageDigest.isEqual(expected, given.group(3).getBytes(UTF_8));
  }

  private String compute(String secret, String scope, String signedHeaders) {
    String toSign =
        String.join(
            "\n",
            "AWS4-HMAC-SHA256",
            headers.getOrDefault("x-amz-date", ""),
            scope,
            hex(sha256(canonical(signedHeaders).getBytes(UTF_8))));
    byte[] key = ("AWS4" + secret).getBytes(UTF_8);
    for (String step : scope.split("/", -1)) {
      key = hmac(key, step);
    }
    return hex(hmac(key, toSign));
  }

  private String canonical(String signedHeaders) {
    var lines = new ArrayList<String>();
    lines.add(method);
    lines.add(encoded(path));
    lines.add(sortedQuery());
    for (String name : signedHeaders.split(";", -1)) {
      String value = headers.getOrDefault(name, "").strip().replaceAll(" +", " ");
      lines.add(name + ":" + value);
    }
    lines.add("");
    lines.add(signedHeaders);
    boolean unsigned = UNSIGNED.equals(headers.get("x-amz-content-sha256"));
    lines.add(unsigned ? UNSIGNED : hex(sha256(body.getBytes())));
    return String.join("\n", lines);
  }

  private String sortedQuery() {
    if (query.isEmpty()) {
      return "";
    }
    List<String> parts = new ArrayList<>();
    for (String part : query.split("&", -1)) {
      parts.add(part.contains("=") ? part : part + "=");
    }
    parts.sort(String::compareTo);
    return String.join("&", parts);
  }

  private static String encoded(String path) {
    var encoded = new StringBuilder();
    for (byte b : path.getBytes(UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain =
          (c >= 'A' && c <= 'Z')
              || (c >= 'a' && c <= 'z')
              || (c >= '0' && c <= '9')
              || UNRESERVED.indexOf(c) >= 0;
      encoded.append(plain ? Character.toString(c) : "%%%02X".formatted((int) c));
    }
    return encoded.toString();
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
