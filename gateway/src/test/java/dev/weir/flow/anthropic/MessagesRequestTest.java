package dev.weir.flow.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.conversation.Conversation;
import dev.weir.flow.conversation.Loss;
import dev.weir.flow.conversation.Losses;
import dev.weir.flow.conversation.Part;
import dev.weir.flow.conversation.Reasoning;
import dev.weir.flow.conversation.RequestReader.Asked;
import dev.weir.flow.conversation.RequestWriter.Target;
import dev.weir.flow.conversation.Role;
import dev.weir.flow.conversation.Seal;
import dev.weir.flow.conversation.Turn;
import dev.weir.flow.dialect.Wire;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessagesRequestTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Target TARGET = new Target("m", OptionalLong.of(4096));

  private static final String RICH =
      """
      {"model":"m","max_tokens":2000,"stream":true,
       "system":[{"type":"text","text":"Be\\u00a0brief","cache_control":{"type":"ephemeral"}}],
       "messages":[
        {"role":"user","content":[
          {"type":"text","text":"Look \\"here\\""},
          {"type":"image","source":{"type":"base64","media_type":"image/png","data":"aWFt"}},
          {"type":"image","source":{"type":"url","url":"https://a.example/b.png"}},
          {"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"UERG"},
           "title":"A paper","cache_control":{"type":"ephemeral"}},
          {"type":"document","source":{"type":"text","media_type":"text/plain","data":"plain \\u00e9"}}]},
        {"role":"assistant","content":[
          {"type":"thinking","thinking":"Hm","signature":"c2ln"},
          {"type":"redacted_thinking","data":"ZGF0YQ=="},
          {"type":"text","text":"I look."},
          {"type":"tool_use","id":"t1","name":"look","input":{"at":[1,2.50]}},
          {"type":"tool_use","id":"t2","name":"hear","input":{}}]},
        {"role":"user","content":[
          {"type":"tool_result","tool_use_id":"t1","content":[
            {"type":"text","text":"a"},{"type":"image","source":{"type":"base64",
             "media_type":"image/jpeg","data":"aWFt"}}]},
          {"type":"tool_result","tool_use_id":"t2","content":"nothing","is_error":true},
          {"type":"text","text":"And?"}]}],
       "tools":[{"name":"look","description":"Looks","input_schema":{"type":"object","properties":{}},
         "strict":true,"cache_control":{"type":"ephemeral"}},
         {"name":"hear","input_schema":{"type":"object"}}],
       "tool_choice":{"type":"any","disable_parallel_tool_use":true},
       "temperature":1.0,"top_p":0.9,"top_k":5,"stop_sequences":["END"],
       "thinking":{"type":"enabled","budget_tokens":1024},
       "output_config":{"format":{"type":"json_schema","schema":{"type":"object"}}},
       "metadata":{"user_id":"u"}}
      """;

  private final Losses losses = new Losses(new MessagesFields(), Set.of());

  private Conversation read(String json) throws JsonFault {
    return new MessagesRequestReader()
        .read(new Asked("m", json.contains("\"stream\":true")), json.getBytes(UTF_8), losses);
  }

  private String write(Conversation conversation) {
    return new String(new MessagesRequestWriter().write(conversation, TARGET, losses), UTF_8);
  }

  private List<String> lost() {
    return losses.refused().stream().map(Loss::field).toList();
  }

  private Conversation asking(String members) throws JsonFault {
    return read(
        "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"a\"}],"
            + members
            + "}");
  }

  @Test
  void whatTheWireSaysComesBackAsItWas() throws IOException, JsonFault {
    Conversation read = read(RICH);
    String written = write(read);

    assertThat(lost()).isEmpty();
    assertThat(JSON.readTree(written)).isEqualTo(JSON.readTree(RICH));
    assertThat(read(written)).isEqualTo(read);
  }

  @Test
  void textsKeepTheBytesTheyCameIn() throws JsonFault {
    assertThat(write(read(RICH))).contains("Be\\u00a0brief", "[1,2.50]", "\"temperature\":1.0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "'cache_control':{'type':'ephemeral'} | cache_control",
        "'container':'c' | container",
        "'service_tier':'standard_only' | service_tier",
        "'thinking':{'type':'adaptive','display':'omitted'} | thinking.display",
        "'output_config':{'task_budget':{'total':1}} | output_config.task_budget",
        "'metadata':{'other':1} | metadata.other",
        "'tools':[{'type':'web_search_20250305','name':'w'}] | tools.web_search_20250305",
        "'tools':[{'name':'w','input_schema':{},'defer_loading':true}] | tools.defer_loading",
        "'news':1 | news",
      })
  void aMemberThatNoOtherWireHasIsALossByItsName(String members, String field) throws JsonFault {
    asking(members.replace('\'', '"'));

    assertThat(lost()).containsExactly(field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{'type':'server_tool_use','id':'s','name':'n','input':{}} | server_tool_use",
        "{'type':'text','text':'a','citations':[{'type':'page_location'}]} | citations",
        "{'type':'text','text':'a','cache_control':{'type':'ephemeral','ttl':'1h'}} | cache_control.ttl",
        "{'type':'image','source':{'type':'file','file_id':'f'}} | image.source.file",
        "{'type':'document','source':{'type':'url','url':'u'},'context':'c'} | document.context",
      })
  void aBlockThatNoOtherWireHasIsALossInItsTurn(String block, String field) throws JsonFault {
    read(
        "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"a\"},"
            + "{\"role\":\"user\",\"content\":["
            + block.replace('\'', '"')
            + "]}]}");

    assertThat(losses.refused())
        .singleElement()
        .satisfies(loss -> assertThat(loss.field()).isEqualTo("messages.content." + field))
        .satisfies(loss -> assertThat(loss.turn()).isEqualTo(1));
  }

  @Test
  void whatSaysNothingIsNoLoss() throws JsonFault {
    asking(
        "\"service_tier\":\"auto\",\"container\":null,\"speed\":\"standard\","
            + "\"thinking\":{\"type\":\"adaptive\",\"display\":\"summarized\"}");

    assertThat(lost()).isEmpty();
  }

  @Test
  void anEffortStandsForThinkingAsMuch() throws JsonFault {
    Conversation asked =
        asking("\"thinking\":{\"type\":\"adaptive\"},\"output_config\":{\"effort\":\"high\"}");

    assertThat(asked.reasoning()).isEqualTo(new Reasoning.Effort("high"));
    assertThat(write(asked))
        .contains(
            "\"thinking\":{\"type\":\"adaptive\"}", "\"output_config\":{\"effort\":\"high\"}");
  }

  @Test
  void aMalformedMemberIsAFaultThatNamesIt() {
    assertThatThrownBy(() -> asking("\"stop_sequences\":[1]")).isInstanceOf(JsonFault.class);
    assertThatThrownBy(() -> asking("\"tools\":{}"))
        .isInstanceOf(JsonFault.class)
        .hasMessageContaining("tools");
    assertThatThrownBy(() -> asking("\"top_k\":1.5"))
        .isInstanceOf(JsonFault.class)
        .hasMessageContaining("top_k");
  }

  @Test
  void turnsOfOneSideBecomeOneAndResultsComeFirst() throws JsonFault {
    var text = new Part.Text(JsonSlice.quoted("and"), false);
    var result =
        new Part.ToolResult(
            "functions.look:0",
            "",
            List.of(new Part.Text(JsonSlice.quoted("seen"), false)),
            false,
            false);
    var call = new Part.ToolCall("functions.look:0", "look", JsonSlice.of("{}"), Optional.empty());
    Conversation asked =
        asking("\"top_k\":1")
            .withTurns(
                List.of(
                    new Turn(Role.USER, List.of(text), 0),
                    new Turn(
                        Role.ASSISTANT,
                        List.of(new Part.Text(JsonSlice.quoted(""), false), call),
                        1),
                    new Turn(Role.USER, List.of(text), 2),
                    new Turn(Role.USER, List.of(result), 3)));

    assertThat(write(asked))
        .contains(
            "\"messages\":[{\"role\":\"user\",\"content\":\"and\"},"
                + "{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"functions_look_0\","
                + "\"name\":\"look\",\"input\":{}}]},"
                + "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\","
                + "\"tool_use_id\":\"functions_look_0\",\"content\":\"seen\"},"
                + "{\"type\":\"text\",\"text\":\"and\"}]}]");
    assertThat(lost()).isEmpty();
  }

  @Test
  void instructionsInBetweenGoToTheBeginningOnlyAsALoss() throws JsonFault {
    Conversation asked =
        asking("\"top_k\":1")
            .withTurns(
                List.of(
                    new Turn(Role.SYSTEM, List.of(new Part.Text(JsonSlice.quoted("a"), false)), 0),
                    new Turn(Role.USER, List.of(new Part.Text(JsonSlice.quoted("b"), false)), 1),
                    new Turn(
                        Role.SYSTEM, List.of(new Part.Text(JsonSlice.quoted("c"), false)), 2)));
    write(asked);

    assertThat(losses.refused())
        .singleElement()
        .satisfies(loss -> assertThat(loss.turn()).isEqualTo(2));
  }

  @Test
  void aValueOutOfRangeIsALossAndNeverAnother() throws JsonFault {
    String written =
        write(
            asking("\"temperature\":1.5,\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":9}"));

    assertThat(lost()).containsExactly("temperature", "thinking");
    assertThat(written).doesNotContain("temperature", "thinking");
  }

  @Test
  void theMostOutputIsTheModelsOwnWhereNoneIsSaid() throws JsonFault {
    Conversation asked = read("{\"model\":\"m\",\"messages\":[]}");

    assertThat(write(asked)).contains("\"max_tokens\":4096");
    new MessagesRequestWriter().write(asked, new Target("m", OptionalLong.empty()), losses);
    assertThat(lost()).containsExactly("max_tokens");
  }

  @Test
  void onlyItsOwnSealComesBack() throws JsonFault {
    Conversation asked =
        read(
            """
            {"model":"m","max_tokens":9,"messages":[{"role":"assistant","content":[
             {"type":"tool_use","id":"a","name":"n","input":{}},
             {"type":"thinking","thinking":"","signature":"gemini.generate:c2VhbA=="},
             {"type":"thinking","thinking":"unsigned","signature":""}]}]}
            """);

    assertThat(asked.turns().getFirst().parts())
        .containsExactly(
            new Part.ToolCall(
                "a",
                "n",
                JsonSlice.of("{}"),
                Optional.of(new Seal(Wire.GEMINI_GENERATE, JsonSlice.quoted("c2VhbA==")))),
            new Part.Thought(JsonSlice.quoted("unsigned"), Optional.empty()));
    write(asked);
    assertThat(lost())
        .containsExactly("messages.content.thinking.signature", "messages.content.thinking");
  }
}
