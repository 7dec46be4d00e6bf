package dev.weir.flow.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.http.AnswerSink;
import dev.weir.base.http.Failure;
import dev.weir.base.http.Headers;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlottedKeyTest {
  private static final String SECRET = "sk-ab-sk-abc";
  private static final String SAID = "key sk-ab-sk-ab-sk-abc and again sk-ab-sk-abc, sk-ab";

  /// What was passed on.
  private static final class Passed implements AnswerSink {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean ended;
    private Headers headers = Headers.EMPTY;

    @Override
    public void head(int status, Headers passed) {
      headers = passed;
    }

    @Override
    public void chunk(byte[] chunk) {
      bytes.writeBytes(chunk);
    }

    @Override
    public void end() {
      ended = true;
    }

    @Override
    public void failed(Failure failure) {
      ended = true;
    }

    String text() {
      assertThat(ended).isTrue();
      return bytes.toString(UTF_8);
    }
  }

  private static String passed(int status, int chunkLength) {
    return passed(SAID, status, chunkLength);
  }

  private static String passed(String said, int status, int chunkLength) {
    Passed passed = new Passed();
    BlottedKey sink = new BlottedKey(passed, SECRET);
    sink.head(status, Headers.EMPTY);
    for (int from = 0; from < said.length(); from += chunkLength) {
      int to = Math.min(said.length(), from + chunkLength);
      sink.chunk(said.substring(from, to).getBytes(UTF_8));
    }
    sink.end();
    return passed.text();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 11, 12, 13, 100})
  void theKeyIsBlottedWhereverChunksSplitIt(int chunkLength) {
    String blot = "*".repeat(SECRET.length());

    assertThat(passed(403, chunkLength))
        .isEqualTo("key sk-ab-" + blot + " and again " + blot + ", sk-ab");
  }

  @Test
  void anAnswerThatIsNoErrorIsLeftAsItIs() {
    assertThat(passed(200, 5)).isEqualTo(SAID);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 20, 26, 27, 28, 29, 30, 31, 40, 1000})
  void theErrorEventOfAStreamDoesNotShowTheKey(int chunkLength) {
    String before = "data: {\"delta\":\"an error\"}\n\n";
    String event = "data: {\"error\":{\"message\":\"key %s is wrong\"}}\n\ndata: [DONE]\n\n";

    assertThat(passed(before + event.formatted(SECRET), 200, chunkLength))
        .isEqualTo(before + event.formatted("*".repeat(SECRET.length())));
  }

  @Test
  void generatedTextAboutErrorsIsNoError() {
    String text = "data: {\"delta\":\"{\\\"error\\\": \\\"%s\\\"}\"}\n\n".formatted(SECRET);

    assertThat(passed(text, 200, 1000)).isEqualTo(text);
  }

  @Test
  void aHeaderDoesNotShowTheKey() {
    Passed passed = new Passed();
    Headers headers = Headers.of("x-request-id", "for " + SECRET, "retry-after", "1");

    new BlottedKey(passed, SECRET).head(200, headers);

    assertThat(passed.headers)
        .isEqualTo(Headers.of("x-request-id", "for ************", "retry-after", "1"));
  }

  @Test
  void whatMayBeginTheKeyIsPassedOnBeforeAFailure() {
    Passed passed = new Passed();
    BlottedKey sink = new BlottedKey(passed, SECRET);
    sink.head(500, Headers.EMPTY);
    sink.chunk("ends in sk-ab".getBytes(UTF_8));

    sink.failed(new Failure(Failure.Kind.CUT, "cut"));

    assertThat(passed.bytes.toString(UTF_8)).isEqualTo("ends in sk-ab");
  }

  @Test
  void eachOfSeveralSecretsIsBlotted() {
    Passed passed = new Passed();
    AnswerSink sink = BlottedKey.of(passed, List.of("first-secret", "second-secret"));

    sink.head(400, Headers.of("x-request-id", "first-secret"));
    sink.chunk("of second-secret and first-secret".getBytes(UTF_8));
    sink.end();

    assertThat(passed.headers.get("x-request-id")).contains("************");
    assertThat(passed.bytes.toString(UTF_8)).isEqualTo("of ************* and ************");
  }
}
