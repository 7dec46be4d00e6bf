package dev.weir.flow.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flow.dialect.AskReader.Reading;
import dev.weir.flow.refusal.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParametersTest {
  private static String parameters(Wire wire, String members) {
    String body = "{%s}".formatted(members.replace('\'', '"'));
    Incoming incoming =
        wire.dialect() == Dialect.GEMINI || wire.dialect() == Dialect.BEDROCK
            ? new Incoming(wire, "m", false)
            : Incoming.of(wire);
    return switch (AskReader.read(incoming, body.getBytes(UTF_8))) {
      case Reading.Understood(Ask ask) -> ask.parameters();
      case Reading.Malformed(Refusal refusal) -> throw new AssertionError(refusal.message());
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "OPENAI_CHAT | 'model':'m','temperature':0.20,'reasoning_effort':'low','seed':7,'max_tokens':50"
            + " | temperature=0.20 effort=low seed=7 max_tokens=50",
        "OPENAI_RESPONSES | 'model':'m','reasoning':{'effort':'high'},'text':{'verbosity':'low'},'top_p':1"
            + " | effort=high verbosity=low top_p=1",
        "ANTHROPIC_MESSAGES | 'model':'m','max_tokens':9000,'messages':[],'top_k':5,"
            + "'thinking':{'type':'enabled','budget_tokens':1024},'output_config':{'effort':'medium'}"
            + " | top_k=5 thinking_budget=1024 effort=medium max_tokens=9000",
        "GEMINI_GENERATE | 'contents':[],'generationConfig':{'temperature':1e-1,'topP':0.9,'topK':3,"
            + "'thinkingConfig':{'thinkingBudget':-1,'thinkingLevel':'HIGH'}}"
            + " | temperature=1e-1 top_p=0.9 top_k=3 thinking_budget=-1 effort=high",
        "BEDROCK_CONVERSE | 'messages':[],'inferenceConfig':{'temperature':0,'topP':0.5,'maxTokens':50}"
            + " | temperature=0 top_p=0.5 max_tokens=50",
      })
  void sayHowToGenerateByTheSameNamesInEveryWire(Wire wire, String members, String parameters) {
    assertThat(parameters(wire, members)).isEqualTo(parameters);
  }

  @Test
  void nothingButNumbersAndWordsIsTaken() {
    assertThat(
            parameters(
                Wire.OPENAI_CHAT,
                "'model':'m','temperature':{'a':1},'seed':'my secret prompt','top_p':null,"
                    + "'reasoning_effort':'a-b','verbosity':''"))
        .isEmpty();
  }

  @Test
  void aNumberNobodyCanMeanIsLeftOut() {
    String long25 = "1".repeat(25);

    assertThat(parameters(Wire.OPENAI_CHAT, "'model':'m','seed':" + long25)).isEmpty();
  }

  @Test
  void aMemberOfAnotherCaseIsForwardedAsBefore() {
    assertThat(parameters(Wire.OPENAI_CHAT, "'model':'m','Temperature':2")).isEmpty();
  }
}
