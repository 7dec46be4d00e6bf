package dev.weir.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The cases `get-vanilla` and `get-vanilla-query-order-key-case` of AWS's own test suite for
/// signature version 4.
final class AwsSignatureTest {
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

  @Test
  void findsThePublishedSignatures() {
    assertThat(
            request("", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")
                .isOf(SECRET))
        .isTrue();
    assertThat(
            request(
                    "Param2=value2&Param1=value1",
                    "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500")
                .isOf(SECRET))
        .isTrue();
  }

  @Test
  void refusesAnotherSecretAnotherBodyAndNoSignature() {
    String right = "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31";
    AwsSignature signed = request("", right);
    var longer = new AwsSignature("GET", "/", "", signed.headers(), Buffer.buffer("x"));
    var bare = new AwsSignature("GET", "/", "", Map.of(), Buffer.buffer());

    assertThat(signed.isOf("another")).isFalse();
    assertThat(longer.isOf(SECRET)).isFalse();
    assertThat(bare.isOf(SECRET)).isFalse();
  }

  private static AwsSignature request(String query, String signature) {
    var headers = new HashMap<String, String>();
    headers.put("host", "example.amazonaws.com");
    headers.put("x-amz-date", "20150830T123600Z");
    headers.put(
        "authorization",
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
            + " SignedHeaders=host;x-amz-date, Signature="
            + signature);
    return new AwsSignature("GET", "/", query, headers, Buffer.buffer());
  }
}
