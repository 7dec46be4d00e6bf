package dev.weir.flow.credential;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.http.Headers;
import dev.weir.base.http.Origin;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwsSignatureTest {
  private static final Instant AT = Instant.parse("2026-11-22T04:05:06Z");
  private static final String HOST = "bedrock-runtime.eu-central-1.amazonaws.com";
  private static final byte[] BODY = "{\"messages\":[]}".getBytes(UTF_8);
  private static final String PATH = "/model/anthropic.claude-v1%3A0/converse";

  private static Headers signed(Origin origin, String path, Optional<String> session) {
    return AwsSignature.of(
        new AwsSignature.Signed("POST", origin, path, BODY),
        "AKID:planted" + session.map(token -> ":" + token).orElse(""),
        new AwsSignature.Scope("bedrock", "eu-central-1"),
        AT);
  }

  /// Computed anew by "Create a signed AWS API request" of AWS's documentation.
  private static String signature(String host, String path, String query)
      throws GeneralSecurityException {
    String hash = hex(MessageDigest.getInstance("SHA-256").digest(BODY));
    String canonical =
        String.join(
            "\n",
            "POST",
            path.replace("%", "%25"),
            query,
            "host:" + host,
            "x-amz-content-sha256:" + hash,
            "x-amz-date:20261122T040506Z",
            "",
            "host;x-amz-content-sha256;x-amz-date",
            hash);
    String scope = "20261122/eu-central-1/bedrock/aws4_request";
    String toSign =
        "AWS4-HMAC-SHA256\n20261122T040506Z\n%s\n%s"
            .formatted(
                scope, hex(MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(UTF_8))));
    byte[] key = "AWS4planted".getBytes(UTF_8);
    for (String step : scope.split("/", -1)) {
      key = hmac(key, step);
    }
    return hex(hmac(key, toSign));
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(UTF_8));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Test
  void aRequestIsSignedAsAwsDocumentsIt() throws GeneralSecurityException {
    Headers headers = signed(new Origin(true, HOST, 443), PATH, Optional.empty());

    assertThat(headers.get("authorization"))
        .contains(
            "AWS4-HMAC-SHA256 Credential=AKID/20261122/eu-central-1/bedrock/aws4_request, "
                + "SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature="
                + signature(HOST, PATH, ""));
    assertThat(headers.get("x-amz-date")).contains("20261122T040506Z");
    assertThat(headers.get("x-amz-security-token")).isEmpty();
    assertThat(headers.get("host")).as("is framing").isEmpty();
  }

  @Test
  void aPortThatIsNotTheUsualOneAndAQueryAreSigned() throws GeneralSecurityException {
    Headers headers =
        signed(new Origin(false, "127.0.0.1", 8080), PATH + "?beta=true", Optional.empty());

    assertThat(headers.get("authorization").orElse(""))
        .endsWith("Signature=" + signature("127.0.0.1:8080", PATH, "beta=true"));
  }

  @Test
  void aSessionsTokenIsSentAndSigned() {
    Headers headers = signed(new Origin(true, HOST, 443), PATH, Optional.of("session-token"));

    assertThat(headers.get("x-amz-security-token")).contains("session-token");
    assertThat(headers.get("authorization").orElse("")).contains(";x-amz-security-token,");
  }

  /// "Authenticating Requests: Using the Authorization Header" of S3's API reference, two of whose
  /// examples sign no field besides those that are always there.
  @ParameterizedTest
  @CsvSource({
    "/?lifecycle, fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
    "/?max-keys=2&prefix=J, 34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"
  })
  void requestsOfS3AreSignedAsInAwssOwnExamples(String path, String signature) {
    Headers headers =
        AwsSignature.of(
            new AwsSignature.Signed(
                "GET", new Origin(true, "examplebucket.s3.amazonaws.com", 443), path, new byte[0]),
            "AKIAIOSFODNN7EXAMPLE:wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
            new AwsSignature.Scope("s3", "us-east-1"),
            Instant.parse("2013-05-24T00:00:00Z"));

    assertThat(headers.get("authorization"))
        .contains(
            "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, "
                + "SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature="
                + signature);
    assertThat(headers.get("x-amz-content-sha256"))
        .as("of nothing")
        .contains("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  }
}
