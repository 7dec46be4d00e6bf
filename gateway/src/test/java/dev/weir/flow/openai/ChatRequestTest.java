package dev.weir.flow.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.conversation.Conversation;
import dev.weir.flow.conversation.Feature;
import dev.weir.flow.conversation.Format;
import dev.weir.flow.conversation.Losses;
import dev.weir.flow.conversation.Media;
import dev.weir.flow.conversation.Part;
import dev.weir.flow.conversation.Reasoning;
import dev.weir.flow.conversation.RequestReader.Asked;
import dev.weir.flow.conversation.Role;
import dev.weir.flow.conversation.Sampling;
import dev.weir.flow.conversation.ToolChoice;
import dev.weir.flow.conversation.Tools;
import dev.weir.flow.conversation.Turn;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatRequestTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// All that chat can say and a conversation too.
  private static final String FULL =
      """
      {"model": "m", "stream": true, "stream_options": {"include_usage": true},
       "messages": [
        {"role": "system", "content": "Be brief\\u0021"},
        {"role": "user", "content": [
          {"type": "text", "text": "What is this?"},
          {"type": "image_url", "image_url": {"url": "data:image/png;base64,aGk=", "detail": "low"}},
          {"type": "image_url", "image_url": {"url": "https://example.org/a.png"}},
          {"type": "file", "file": {"filename": "a.pdf", "file_data": "data:application/pdf;base64,JVBE"}}]},
        {"role": "assistant", "content": null, "tool_calls": [
          {"id": "a", "type": "function", "function": {"name": "f", "arguments": "{\\"x\\": 1}"}},
          {"id": "b", "type": "function", "function": {"name": "g", "arguments": "{}"}}]},
        {"role": "tool", "tool_call_id": "a", "content": "one"},
        {"role": "tool", "tool_call_id": "b", "content": [
          {"type": "text", "text": "t"}, {"type": "text", "text": "wo"}]},
        {"role": "assistant", "content": "No.", "refusal": "I will not"},
        {"role": "user", "content": "Why?"}],
       "tools": [
        {"type": "function", "function": {"name": "f", "description": "d", "strict": true,
          "parameters": {"type": "object", "properties": {"x": {"type": "number"}}}}},
        {"type": "function", "function": {"name": "g", "parameters": {"type": "object"}}}],
       "tool_choice": {"type": "function", "function": {"name": "f"}},
       "parallel_tool_calls": false,
       "max_completion_tokens": 100, "temperature": 0.70, "top_p": 1e-1, "seed": 7, "n": 2,
       "presence_penalty": -1.5, "frequency_penalty": 0.5, "stop": ["a", "b"],
       "response_format": {"type": "json_schema", "json_schema": {
          "name": "s", "description": "e", "schema": {"type": "object"}, "strict": true}},
       "reasoning_effort": "low", "user": "u", "metadata": {"k": "v"}}
      """;

  @Test
  void whatChatCanSayComesBackAsItWas() throws JsonFault, IOException {
    Losses losses = Requests.losses();
    Conversation read =
        new ChatRequestReader().read(new Asked("m", true), FULL.getBytes(UTF_8), losses);

    String written = Requests.asChat(read, losses);

    assertThat(losses.refused()).isEmpty();
    assertThat(JSON.readTree(written)).isEqualTo(JSON.readTree(FULL));
    assertThat(written).contains("Be brief\\u0021", "\"temperature\":0.70", "\"top_p\":1e-1");
  }

  @Test
  void whatIsWrittenIsValidByOpenAisSchema() throws JsonFault, IOException {
    OpenAiSchema schema = OpenAiSchema.read();
    JsonNode written = JSON.readTree(Requests.asChat(Requests.chat(FULL), Requests.losses()));

    assertThat(schema.wrong("CreateChatCompletionRequest", written)).isEmpty();
  }

  @Test
  void instructionsAreSystemTurnsByWhateverName() throws JsonFault {
    List<Turn> turns =
        turns("{'role':'system','content':'a'}", "{'role':'developer','content':'b'}");

    assertThat(turns).extracting(Turn::role).containsExactly(Role.SYSTEM, Role.SYSTEM);
    assertThat(turns).extracting(Turn::at).containsExactly(0, 1);
  }

  @Test
  void aTextIsTheCallersBytes() throws JsonFault {
    assertThat(turns("{'role':'user','content':'\\u00e9\\n'}").getFirst().parts())
        .containsExactly(new Part.Text(JsonSlice.of("\"\\u00e9\\n\""), false));
  }

  @Test
  void aCacheMarkIsRead() throws JsonFault {
    assertThat(
            turns(
                    "{'role':'user','content':[{'type':'text','text':'a',"
                        + "'cache_control':{'type':'ephemeral','ttl':'5m'}}]}")
                .getFirst()
                .parts())
        .containsExactly(new Part.Text(JsonSlice.quoted("a"), true));
  }

  @Test
  void aPictureIsItsBytesOrItsLink() throws JsonFault {
    List<Part> parts =
        turns(
                "{'role':'user','content':[{'image_url':{'url':'data:image/png;base64,aGk=',"
                    + "'detail':'auto'},'type':'image_url'},"
                    + "{'type':'image_url','image_url':{'url':'https://a/b','detail':'high'}}]}")
            .getFirst()
            .parts();

    assertThat(parts)
        .containsExactly(
            new Part.Picture(new Media.Inline("image/png", JsonSlice.quoted("aGk=")), "", false),
            new Part.Picture(new Media.Link("", JsonSlice.quoted("https://a/b")), "high", false));
  }

  @Test
  void callsInParallelAndTheirResultsAreReadInTheirOrder() throws JsonFault {
    List<Turn> turns = Requests.chat(FULL).turns();

    assertThat(turns.get(2).parts())
        .containsExactly(
            new Part.ToolCall("a", "f", JsonSlice.of("{\"x\": 1}"), Optional.empty()),
            new Part.ToolCall("b", "g", JsonSlice.of("{}"), Optional.empty()));
    assertThat(turns.subList(3, 5))
        .allSatisfy(turn -> assertThat(turn.role()).isEqualTo(Role.USER))
        .extracting(turn -> ((Part.ToolResult) turn.parts().getFirst()).call())
        .containsExactly("a", "b");
  }

  @Test
  void argumentsThatAreNoObjectAreALoss() throws JsonFault {
    assertThat(
            lost(
                "{'messages':[{'role':'assistant','tool_calls':[{'id':'a','function':"
                    + "{'name':'f','arguments':'{broken'}}]}]}"))
        .containsExactly("messages.tool_calls.function.arguments");
  }

  @Test
  void aThoughtComesBackWithItsSeal() throws JsonFault {
    Part thought =
        turns(
                "{'role':'assistant','content':'a','reasoning_content':'hm','reasoning_details':"
                    + "[{'type':'reasoning.text','text':'hm','signature':'anthropic.messages:c2'}]}")
            .getFirst()
            .parts()
            .getFirst();

    assertThat(((Part.Thought) thought).seal().orElseThrow().carried())
        .isEqualTo("anthropic.messages:c2");
  }

  @ParameterizedTest
  @CsvSource({"none,NONE", "auto,AUTO", "required,ANY", "any,ANY"})
  void aChoiceOfToolsIsReadByItsWord(String word, String choice) throws JsonFault {
    Tools tools = Requests.chat("{\"tool_choice\":\"" + word + "\"}").tools();

    assertThat(tools.choice()).hasToString(choice);
  }

  @Test
  void aToolThatMustBeUsedIsReadByItsName() throws JsonFault {
    assertThat(Requests.chat(FULL).tools().choice()).isEqualTo(new ToolChoice.One("f"));
  }

  @Test
  void aSchemaIsTheCallersBytes() throws JsonFault {
    assertThat(Requests.chat(FULL).format())
        .isEqualTo(
            new Format.Schema(
                "s",
                Optional.of(JsonSlice.quoted("e")),
                JsonSlice.of("{\"type\": \"object\"}"),
                Optional.of(true)));
  }

  @Test
  void reasoningIsALevelOrABudget() throws JsonFault {
    assertThat(Requests.chat("{\"reasoning_effort\":\"none\"}").reasoning())
        .isEqualTo(Reasoning.Off.OFF);
    assertThat(Requests.chat("{\"reasoning_effort\":\"high\"}").reasoning())
        .isEqualTo(new Reasoning.Effort("high"));
    assertThat(
            Requests.chat("{\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":9}}").reasoning())
        .isEqualTo(new Reasoning.Budget(9));
  }

  @Test
  void theNewerNameOfMaxTokensCounts() throws JsonFault {
    assertThat(
            Requests.chat("{\"max_completion_tokens\":1,\"max_tokens\":2}").sampling().maxTokens())
        .hasValue(1);
    assertThat(Requests.chat("{\"max_tokens\":2}").sampling().maxTokens()).hasValue(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "logit_bias | {'logit_bias':{'50':1}}",
        "logprobs | {'logprobs':true}",
        "top_logprobs | {'top_logprobs':2}",
        "store | {'store':true}",
        "prediction | {'prediction':{'type':'content','content':'a'}}",
        "audio | {'audio':{'voice':'a'}}",
        "modalities | {'modalities':['text','audio']}",
        "web_search_options | {'web_search_options':{}}",
        "functions | {'functions':[{'name':'f'}]}",
        "function_call | {'function_call':'auto'}",
        "service_tier | {'service_tier':'flex'}",
        "verbosity | {'verbosity':'low'}",
        "prompt_cache_key | {'prompt_cache_key':'k'}",
        "some_vendors_own | {'some_vendors_own':1}",
        "tools.custom | {'tools':[{'type':'custom','custom':{'name':'f'}}]}",
        "tool_choice.allowed_tools | {'tool_choice':{'type':'allowed_tools','allowed_tools':{}}}",
        "messages.name | {'messages':[{'role':'user','name':'n','content':'a'}]}",
        "messages.audio | {'messages':[{'role':'assistant','audio':{'id':'a'}}]}",
        "messages.content.input_audio |"
            + " {'messages':[{'role':'user','content':[{'type':'input_audio','input_audio':{}}]}]}",
        "messages.content.file.file_id |"
            + " {'messages':[{'role':'user','content':[{'type':'file','file':{'file_id':'f'}}]}]}",
        "stream_options.other | {'stream_options':{'other':1}}",
      })
  void whatAConversationCannotSayIsALossByItsName(String field, String body) throws JsonFault {
    assertThat(lost(body)).containsExactly(field);
  }

  @Test
  void whatSaysNothingIsNoLoss() throws JsonFault {
    assertThat(
            lost(
                "{'logit_bias':{},'logprobs':false,'store':false,'modalities':['text'],"
                    + "'service_tier':'auto','verbosity':'medium','functions':null,'user':null,"
                    + "'stream_options':{'include_obfuscation':true},'messages':[{'role':'assistant',"
                    + "'content':'a','audio':null,'annotations':[],'function_call':null,"
                    + "'tool_calls':[{'index':0,'id':'a','type':'function',"
                    + "'function':{'name':'f','arguments':''}}]}]}"))
        .isEmpty();
  }

  @Test
  void aLossSaysWhichMessageItIsIn() throws JsonFault {
    Losses losses = Requests.losses();
    Requests.chat(
        json(
            "{'messages':[{'role':'user','content':'a'},"
                + "{'role':'user','name':'n','content':'b'}]}"),
        losses);

    assertThat(losses.refused().getFirst().turn()).isEqualTo(1);
  }

  @Test
  void whatMayBeDroppedIsNotRefused() throws JsonFault {
    Losses losses = new Losses(new ChatFields(), Set.of("logit_bias"));
    Requests.chat("{\"logit_bias\":{\"50\":1},\"logprobs\":true}", losses);

    assertThat(losses.dropped()).extracting("field").containsExactly("logit_bias");
    assertThat(Requests.fields(losses)).containsExactly("logprobs");
  }

  @Test
  void aBodyOfAnotherFormIsAFaultThatNamesTheMember() {
    assertThatThrownBy(() -> Requests.chat("{\"messages\":{}}"))
        .isInstanceOf(JsonFault.class)
        .hasMessage("'messages' must be ARRAY, was OBJECT");
    assertThatThrownBy(() -> turns("{'role':'robot','content':'a'}"))
        .hasMessageContaining("'messages.role'");
  }

  @Test
  void whatChatHasNoWordForIsALossWhenItIsWritten() throws JsonFault {
    Losses losses = Requests.losses();
    Conversation read =
        Requests.chat(
            json(
                "{'top_k':3,'thinking':{'type':'enabled','budget_tokens':9},"
                    + "'stop':['a','b','c','d','e'],'messages':["
                    + "{'role':'assistant','content':'a','reasoning_content':'hm'},"
                    + "{'role':'user','content':[{'type':'text','text':'a','cache_control':{}}]}]}"));

    Requests.asChat(read, losses);

    assertThat(Requests.fields(losses))
        .containsExactly(
            "messages.reasoning_content",
            "messages.content.cache_control",
            "top_k",
            "stop",
            "reasoning_effort");
  }

  @Test
  void everyFeatureHasAName() {
    assertThat(Arrays.stream(Feature.values()).map(new ChatFields()::of))
        .allSatisfy(name -> assertThat(name).matches("[a-z_]+(\\.[a-z_]+)*"));
  }

  @Test
  void nothingIsAskedForWhereNothingWasSaid() throws JsonFault {
    Conversation read = Requests.chat("{\"messages\":[]}");

    assertThat(read.sampling())
        .isEqualTo(
            new Sampling(
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                List.of(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                1));
    assertThat(Requests.asChat(read, Requests.losses()))
        .isEqualTo("{\"model\":\"m\",\"messages\":[]}");
  }

  private static List<Turn> turns(String... messages) throws JsonFault {
    return Requests.chat(json("{'messages':[" + String.join(",", messages) + "]}")).turns();
  }

  private static List<String> lost(String body) throws JsonFault {
    Losses losses = Requests.losses();
    Requests.chat(json(body), losses);
    return Requests.fields(losses);
  }

  private static String json(String readable) {
    return readable.replace('\'', '"');
  }
}
