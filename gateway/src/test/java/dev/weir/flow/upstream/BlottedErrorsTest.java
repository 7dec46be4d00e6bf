package dev.weir.flow.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.http.AnswerSink;
import dev.weir.base.http.Failure;
import dev.weir.base.http.Headers;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlottedErrorsTest {
  private static final String SECRET = "sk-ab-sk-abc";
  private static final String SAID = "key sk-ab-sk-ab-sk-abc and again sk-ab-sk-abc, sk-ab";

  /// What was passed on.
  private static final class Passed implements AnswerSink {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean ended;

    @Override
    public void head(int status, Headers headers) {}

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
      throw new AssertionError(failure);
    }

    String text() {
      assertThat(ended).isTrue();
      return bytes.toString(UTF_8);
    }
  }

  private static String passed(int status, int chunkLength) {
    Passed passed = new Passed();
    BlottedErrors sink = new BlottedErrors(passed, SECRET);
    sink.head(status, Headers.EMPTY);
    for (int from = 0; from < SAID.length(); from += chunkLength) {
      int to = Math.min(SAID.length(), from + chunkLength);
      sink.chunk(SAID.substring(from, to).getBytes(UTF_8));
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
}
