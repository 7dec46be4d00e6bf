package dev.weir.bench.traffic;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MarkTest {
  private static final Target TARGET = new Target(1, List.of("x-user: {n}"));

  @ParameterizedTest
  @EnumSource(Reply.class)
  void isFoundInTheRequestThatAsksForTheReply(Reply reply) {
    byte[] request = new Shape("s", reply, 1, 0, 100).request(TARGET, 0);

    assertThat(Mark.in(Unpooled.wrappedBuffer(request))).isEqualTo(reply);
  }

  @Test
  void isNotSeenInSingleBrackets() {
    assertThat(Mark.in(Unpooled.copiedBuffer("{\"messages\":[{\"a\":[1]}]}[", US_ASCII))).isNull();
  }

  @Test
  void mustBeOneOfTheReplies() {
    assertThatThrownBy(() -> Mark.in(Unpooled.copiedBuffer("[[?", US_ASCII)))
        .hasMessageContaining("'?'");
  }

  @Test
  void aRequestNamesItsConnectionModuloFiftyAndItsLength() {
    String request =
        new String(new Shape("s", Reply.JSON, 1, 0, 100).request(TARGET, 53), US_ASCII);

    String body = request.substring(request.indexOf("\r\n\r\n") + 4);
    assertThat(request).contains("\r\nx-user: 3\r\n").contains("content-length: " + body.length());
    assertThat(body).endsWith("\"max_tokens\":4096}").doesNotContain("stream");
  }
}
