package dev.weir.flow.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flow.dialect.AskReader.Reading;
import dev.weir.flow.refusal.Refusal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConverseAskTest {
  private static final Incoming STREAM = new Incoming(Wire.BEDROCK_CONVERSE, "claude", true);

  private static Ask ask(String body) {
    return switch (AskReader.read(STREAM, body.getBytes(UTF_8))) {
      case Reading.Understood(Ask ask) -> ask;
      case Reading.Malformed(Refusal refusal) -> throw new AssertionError(refusal.message());
    };
  }

  private static Ask asking(String members) {
    return ask("{\"messages\":[]," + members.replace('\'', '"') + "}");
  }

  @Test
  void readsWhatARequestAsksFor() {
    Ask ask =
        ask(
            """
            {"messages":[{"role":"user","content":[{"text":"a"},
              {"image":{"format":"png","source":{"bytes":"aWFt"}}},
              {"document":{"format":"pdf","name":"n","source":{"bytes":"UERG"}}},
              {"document":{"format":"txt","name":"n","source":{"bytes":"YQ=="}}},
              {"toolResult":{"toolUseId":"t","content":[{"image":{"format":"png",
                "source":{"bytes":"aWFt"}}}]}}]}],
             "inferenceConfig":{"temperature":0,"maxTokens":50},
             "toolConfig":{"tools":[{"toolSpec":{"name":"n"}},{"cachePoint":{"type":"default"}}]},
             "outputConfig":{"textFormat":{}},"serviceTier":{"type":"flex"},
             "requestMetadata":{"team":"a"},
             "additionalModelRequestFields":{"thinking":{"type":"enabled","budget_tokens":1024}}}
            """);

    assertThat(ask.model()).isEqualTo("claude");
    assertThat(ask.stream()).isTrue();
    assertThat(ask.maxTokens()).hasValue(50);
    assertThat(ask.leastMaxTokens()).isEqualTo(1025);
    assertThat(ask.hiddenOutput()).isTrue();
    assertThat(ask.serviceTier()).isEqualTo("flex");
    assertThat(ask.tools()).isEqualTo(1);
    assertThat(ask.structured()).isTrue();
    assertThat(ask.bulk()).isEqualTo(new Bulk(2, 12, 1, 0, 0, 0));
    assertThat(ask.selfNamed().metadata()).isEqualTo(Map.of("team", "a"));
    assertThat(ask.unbounded()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "'guardrailConfig':{} | guardrailConfig",
        "'promptVariables':{} | promptVariables",
        "'system':[{'video':{}}] | content video",
        "'toolConfig':{'tools':[{'systemTool':{'name':'n'}}]} | tool systemTool",
        "'additionalModelRequestFields':{'max_tokens':9} | additionalModelRequestFields max_tokens",
      })
  void whatHasNoBoundIsNamed(String members, String reason) {
    assertThat(asking(members).unbounded()).containsExactly(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'InferenceConfig':{}",
        "'inferenceConfig':{'MaxTokens':1}",
        "'inferenceConfig':[]",
        "'inferenceConfig':{'maxTokens':1.5}",
        "'inferenceConfig':{'maxTokens':1,'maxTokens':2}",
      })
  void whatTwoReadersCouldTakeDifferentlyIsRefused(String members) {
    byte[] body = ("{\"messages\":[]," + members.replace('\'', '"') + "}").getBytes(UTF_8);

    assertThat(AskReader.read(STREAM, body)).isInstanceOf(Reading.Malformed.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{'messages':[]} | {'inferenceConfig':{'maxTokens':7},'messages':[]}",
        "{'inferenceConfig':{ },'messages':[]} | {'inferenceConfig':{'maxTokens':7 },'messages':[]}",
        "{'inferenceConfig':null,'messages':[]} | {'inferenceConfig':{'maxTokens':7},'messages':[]}",
        "{'inferenceConfig':{'topP':1}} | {'inferenceConfig':{'maxTokens':7,'topP':1}}",
        "{'inferenceConfig':{'maxTokens':9}} | {'inferenceConfig':{'maxTokens':7}}",
        "{'inferenceConfig':{'maxTokens':null}} | {'inferenceConfig':{'maxTokens':7}}",
      })
  void theLimitGoesIntoItsObjectAndTheModelStaysInThePath(String body, String expected) {
    byte[] bytes = body.replace('\'', '"').getBytes(UTF_8);
    List<Splice> splices = List.of(new Splice.MaxTokens(7), new Splice.Model("other"));

    assertThat(new String(Splices.apply(bytes, ask(body.replace('\'', '"')), splices), UTF_8))
        .isEqualTo(expected.replace('\'', '"'));
  }
}
