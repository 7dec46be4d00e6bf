package dev.weir.exchange.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The measure that the tests of storages use is AWS's own.
class S3SignatureTest {
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
  private static final String SCOPE = "20130524/us-east-1/s3/aws4_request";
  private static final Map<String, String> HEADERS =
      Map.of(
          "host",
          "examplebucket.s3.amazonaws.com",
          "range",
          "bytes=0-9",
          "x-amz-content-sha256",
          S3Signature.sha256(""),
          "x-amz-date",
          "20130524T000000Z");

  @Test
  void theExamplesOfGetObjectAndListObjectsComeOut() {
    assertThat(
            new S3Signature("GET", "/test.txt", "", HEADERS)
                .by(SECRET, List.of("host", "range", "x-amz-content-sha256", "x-amz-date"), SCOPE))
        .isEqualTo("f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
    assertThat(
            new S3Signature("GET", "/", "prefix=J&max-keys=2", HEADERS)
                .by(SECRET, List.of("host", "x-amz-content-sha256", "x-amz-date"), SCOPE))
        .isEqualTo("34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
  }
}
