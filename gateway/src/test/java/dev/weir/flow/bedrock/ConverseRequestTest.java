package dev.weir.flow.bedrock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.conversation.Conversation;
import dev.weir.flow.conversation.Loss;
import dev.weir.flow.conversation.Losses;
import dev.weir.flow.conversation.Media;
import dev.weir.flow.conversation.Part;
import dev.weir.flow.conversation.RequestReader.Asked;
import dev.weir.flow.conversation.RequestWriter.Target;
import dev.weir.flow.conversation.Role;
import dev.weir.flow.conversation.Turn;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConverseRequestTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CLAUDE = "us.anthropic.claude-sonnet-4-20250514-v1:0";

  private static final String RICH =
      """
      {"system":[{"text":"Be\\u00a0brief"},{"cachePoint":{"type":"default"}}],
       "messages":[
        {"role":"user","content":[
          {"text":"Look"},
          {"image":{"format":"png","source":{"bytes":"aWFt"}}},
          {"document":{"format":"pdf","name":"A paper","source":{"bytes":"UERG"}}},
          {"cachePoint":{"type":"default"}}]},
        {"role":"assistant","content":[
          {"reasoningContent":{"reasoningText":{"text":"Hm","signature":"c2ln"}}},
          {"reasoningContent":{"redactedContent":"ZGF0YQ=="}},
          {"text":"I look."},
          {"toolUse":{"toolUseId":"t1","name":"look","input":{"at":[1,2.50]}}},
          {"toolUse":{"toolUseId":"t2","name":"hear","input":{}}}]},
        {"role":"user","content":[
          {"toolResult":{"toolUseId":"t1","content":[{"text":"a"},
            {"image":{"format":"jpeg","source":{"bytes":"aWFt"}}}]}},
          {"toolResult":{"toolUseId":"t2","content":[{"text":"no"}],"status":"error"}},
          {"text":"And?"}]}],
       "inferenceConfig":{"maxTokens":2000,"temperature":0.50,"topP":1,"stopSequences":["END"]},
       "toolConfig":{"tools":[
         {"toolSpec":{"name":"look","description":"Looks","inputSchema":{"json":{"type":"object"}},
          "strict":true}},
         {"cachePoint":{"type":"default"}}],"toolChoice":{"tool":{"name":"look"}}},
       "outputConfig":{"textFormat":{"type":"json_schema","structure":{"jsonSchema":
         {"name":"Answer","description":"What","schema":"{\\"type\\":\\"object\\"}"}}}},
       "additionalModelRequestFields":{"top_k":5,"thinking":{"type":"enabled","budget_tokens":1024}},
       "requestMetadata":{"team":"a"}}
      """;

  private final Losses losses = new Losses(new ConverseFields(), Set.of());

  private Conversation read(String json) throws JsonFault {
    return new ConverseRequestReader().read(new Asked(CLAUDE, false), json.getBytes(UTF_8), losses);
  }

  private Conversation asking(String members) throws JsonFault {
    return read(
        "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"a\"}]}],"
            + members.replace('\'', '"')
            + "}");
  }

  private String write(Conversation conversation, String model) {
    var target = new Target(model, OptionalLong.empty());
    return new String(new ConverseRequestWriter().write(conversation, target, losses), UTF_8);
  }

  private List<String> lost() {
    return losses.refused().stream().map(Loss::field).toList();
  }

  @Test
  void whatTheWireSaysComesBackAsItWas() throws IOException, JsonFault {
    Conversation read = read(RICH);
    String written = write(read, CLAUDE);

    assertThat(lost()).isEmpty();
    assertThat(JSON.readTree(written)).isEqualTo(JSON.readTree(RICH));
    assertThat(read(written)).isEqualTo(read);
    assertThat(written).contains("Be\\u00a0brief", "[1,2.50]", "\"temperature\":0.50");
  }

  @Test
  void whatOnlyAnthropicsModelsUnderstandIsALossForOthers() throws JsonFault {
    String written = write(read(RICH), "amazon.nova-pro-v1:0");

    assertThat(lost())
        .containsExactly(
            "additionalModelRequestFields.thinking", "additionalModelRequestFields.top_k");
    assertThat(written).doesNotContain("additionalModelRequestFields");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "'guardrailConfig':{'guardrailIdentifier':'g'} | guardrailConfig",
        "'additionalModelRequestFields':{'a':1} | additionalModelRequestFields.a",
        "'serviceTier':{'type':'flex'} | serviceTier",
        "'performanceConfig':{'latency':'optimized'} | performanceConfig",
        "'toolConfig':{'tools':[{'systemTool':{'name':'n'}}]} | toolConfig.tools.systemTool",
        "'system':[{'guardContent':{}}] | system.guardContent",
        "'system':[{'text':'a'},{'cachePoint':{'type':'default','ttl':'1h'}}] | system.cachePoint.ttl",
        "'news':1 | news",
      })
  void aMemberThatNoOtherWireHasIsALossByItsName(String members, String field) throws JsonFault {
    asking(members);

    assertThat(lost()).containsExactly(field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{'video':{'format':'mp4'}} | video",
        "{'guardContent':{'text':{}}} | guardContent",
        "{'image':{'format':'png','source':{'s3Location':{'uri':'s3://a'}}}} | image.source.s3Location",
        "{'document':{'format':'txt','name':'n','context':'c','source':{'text':'a'}}} | document.context",
        "{'toolUse':{'toolUseId':'i','name':'n','input':{},'type':'server_tool_use'}} "
            + "| toolUse.server_tool_use",
      })
  void aBlockThatNoOtherWireHasIsALossInItsTurn(String block, String field) throws JsonFault {
    read(
        "{\"messages\":[{\"role\":\"user\",\"content\":[%s]}]}"
            .formatted(block.replace('\'', '"')));

    assertThat(losses.refused())
        .containsExactly(
            new Loss("messages.content." + field, 0, losses.refused().getFirst().why()));
  }

  @Test
  void aResultThatIsJsonIsItsText() throws JsonFault {
    Conversation asked =
        read(
            "{\"messages\":[{\"role\":\"user\",\"content\":[{\"toolResult\":{\"toolUseId\":\"t\","
                + "\"content\":[{\"json\":{\"a\":1}}]}}]}]}");

    assertThat(write(asked, CLAUDE)).contains("\"content\":[{\"text\":\"{\\\"a\\\":1}\"}]");
  }

  @Test
  void documentsHaveNamesThatTheWireTakesAndNoTwoTheSame() throws JsonFault {
    var data = new Media.Inline("text/plain", JsonSlice.quoted("YQ=="));
    Conversation asked =
        asking("'system':[]")
            .withTurns(
                List.of(
                    new Turn(
                        Role.USER,
                        List.of(
                            new Part.Document(data, "", false),
                            new Part.Document(data, "", false),
                            new Part.Document(data, "a_b.txt", false)),
                        0)));

    assertThat(write(asked, CLAUDE))
        .contains("\"name\":\"Document\"", "\"name\":\"Document (2)\"", "\"name\":\"a-b-txt\"");
    assertThat(lost()).containsExactly("messages.content.document.name");
  }

  @Test
  void aPictureByLinkIsALoss() throws JsonFault {
    var link = new Media.Link("", JsonSlice.quoted("https://a.example/b.png"));
    Conversation asked =
        asking("'system':[]")
            .withTurns(List.of(new Turn(Role.USER, List.of(new Part.Picture(link, "", false)), 0)));

    assertThat(write(asked, CLAUDE)).contains("\"messages\":[]");
    assertThat(lost()).containsExactly("messages.content.image.source.url");
  }
}
