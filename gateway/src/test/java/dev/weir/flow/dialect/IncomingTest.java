package dev.weir.flow.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IncomingTest {
  @ParameterizedTest
  @CsvSource({
    "/v1/chat/completions, openai.chat",
    "/v1/completions, openai.completions",
    "/v1/embeddings, openai.embeddings",
    "/v1/messages, anthropic.messages",
    "/v1/messages/count_tokens, anthropic.count_tokens",
  })
  void aPathThatNamesNoModelLeavesItToTheBody(String path, String code) {
    assertThat(Incoming.of("POST", path)).contains(Incoming.of(Wire.coded(code).orElseThrow()));
    assertThat(Incoming.known()).contains("POST " + path);
    assertThat(Incoming.of("GET", path)).isEmpty();
    assertThat(Incoming.of("POST", path + "/")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/messages/batches, false, ANTHROPIC",
    "/v1/models, true, ANTHROPIC",
    "/v1/models, false, OPENAI",
    "/v1beta/models/gemini:what, false, GEMINI",
    "/model/some/what, false, BEDROCK",
    "/anything, false, OPENAI",
  })
  void aRequestThatIsNoneIsAnsweredInTheMannersItSeemsToExpect(
      String path, boolean anthropicHeader, Dialect dialect) {
    assertThat(Incoming.dialect(path, anthropicHeader)).isEqualTo(dialect);
  }

  @Test
  void everyWireThatConversesGeneratesAndIsMetered() {
    assertThat(Wire.values())
        .allSatisfy(wire -> {
          assertThat(wire.generates()).as("%s", wire).isIn(true, wire.converses());
          assertThat(wire.metered()).as("%s", wire).isIn(true, wire.generates());
        });
  }
}
