package dev.weir.flow.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IncomingTest {
  @ParameterizedTest
  @CsvSource({
    "/v1/chat/completions, openai.chat",
    "/v1/completions, openai.completions",
    "/v1/responses, openai.responses",
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
    "/model/anthropic.claude-v2%3A1/converse, anthropic.claude-v2:1, false",
    "/model/amazon.nova/converse-stream, amazon.nova, true",
    "/model/arn%3Aaws%3Abedrock%3A%3A1%3Ainference-profile%2Fa+b/converse, "
        + "arn:aws:bedrock::1:inference-profile/a+b, false",
  })
  void aPathMayNameModelAndStream(String path, String model, boolean stream) {
    assertThat(Incoming.of("POST", path))
        .contains(new Incoming(Wire.BEDROCK_CONVERSE, model, stream));
    assertThat(Incoming.known()).contains("POST /model/{model}/converse-stream");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/model//converse", "/model/%20/converse", "/model/%zz/converse"})
  void aPathWithoutAModelIsNone(String path) {
    assertThat(Incoming.of("POST", path)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/v1beta/models/gemini-2.5-pro:generateContent, gemini.generate, gemini-2.5-pro, false",
    "/v1beta/models/g:streamGenerateContent, gemini.generate, g, true",
    "/v1beta/models/g:embedContent, gemini.embed, g, false",
    "/v1beta/models/g:batchEmbedContents, gemini.batch_embed, g, false",
    "/v1beta/models/g:countTokens, gemini.count_tokens, g, false",
  })
  void aPathMayNameTheModelAndWhetherAStreamIsWanted(
      String path, String code, String model, boolean stream) {
    assertThat(Incoming.of("POST", path))
        .contains(new Incoming(Wire.coded(code).orElseThrow(), model, stream));
    assertThat(Incoming.of("POST", path.replace(model + ":", ":"))).isEmpty();
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
