package dev.weir.flow.openai;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.weir.flow.conversation.Role;
import dev.weir.flow.conversation.Seal;
import dev.weir.flow.conversation.ToolChoice;
import dev.weir.flow.conversation.Turn;
import dev.weir.flow.dialect.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponsesRequestTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// All that Responses can say and a conversation too.
  private static final String FULL =
      """
      {"model": "m", "instructions": "Be brief\\u0021", "store": false,
       "input": [
        {"role": "user", "content": [
          {"type": "input_text", "text": "What is this?"},
          {"type": "input_image", "image_url": "data:image/png;base64,aGk=", "detail": "low"},
          {"type": "input_file", "filename": "a.pdf", "file_data": "data:application/pdf;base64,JV"},
          {"type": "input_file", "file_url": "https://example.org/a.pdf"}]},
        {"type": "reasoning", "id": "rs_7", "encrypted_content": "gA/b",
          "summary": [{"type": "summary_text", "text": "hm"}]},
        {"type": "function_call", "call_id": "a", "name": "f", "arguments": "{\\"x\\": 1}"},
        {"type": "function_call", "call_id": "b", "name": "g", "arguments": "{}"},
        {"type": "function_call_output", "call_id": "a", "output": "one"},
        {"type": "function_call_output", "call_id": "b", "output": [
          {"type": "input_text", "text": "two"},
          {"type": "input_image", "image_url": "https://example.org/a.png", "detail": "auto"}]},
        {"role": "assistant", "type": "message", "id": "msg_0", "status": "completed", "content": [
          {"type": "output_text", "text": "No.", "annotations": [], "logprobs": []},
          {"type": "refusal", "refusal": "I will not"}]},
        {"role": "user", "content": "Why?"}],
       "tools": [
        {"type": "function", "name": "f", "description": "d", "strict": true,
          "parameters": {"type": "object"}}],
       "tool_choice": {"type": "function", "name": "f"}, "parallel_tool_calls": false,
       "max_output_tokens": 100, "temperature": 0.70, "top_p": 1e-1,
       "text": {"format": {"type": "json_schema", "name": "s", "description": "e",
          "schema": {"type": "object"}, "strict": true}},
       "reasoning": {"effort": "low", "summary": "auto"}, "include": ["reasoning.encrypted_content"],
       "user": "u", "metadata": {"k": "v"}}
      """;

  @Test
  void whatResponsesCanSayComesBackAsItWas() throws JsonFault, IOException {
    Losses losses = losses();
    String written = Requests.asResponses(Requests.responses(FULL, losses), losses);

    assertThat(losses.refused()).isEmpty();
    assertThat(JSON.readTree(written)).isEqualTo(JSON.readTree(FULL));
    assertThat(written).contains("Be brief\\u0021", "\"temperature\":0.70");
  }

  @Test
  void whatIsWrittenIsValidByOpenAisSchema() throws JsonFault, IOException {
    OpenAiSchema schema = OpenAiSchema.read();
    JsonNode written =
        JSON.readTree(Requests.asResponses(Requests.responses(FULL, losses()), losses()));

    for (JsonNode item : written.path("input")) {
      assertThat(schema.wrong("InputItem", item)).as("%s", item).isEmpty();
    }
    assertThat(schema.wrong("CreateResponse", written)).isEmpty();
  }

  @Test
  void itemsOfOneAnswerAreOneTurnAndSoAreTheResults() throws JsonFault {
    List<Turn> turns = Requests.responses(FULL, losses()).turns();

    assertThat(turns)
        .extracting(Turn::role)
        .containsExactly(
            Role.SYSTEM, Role.USER, Role.ASSISTANT, Role.USER, Role.ASSISTANT, Role.USER);
    assertThat(turns).extracting(Turn::at).containsExactly(-1, 0, 1, 4, 6, 7);
    assertThat(turns.get(2).parts()).hasSize(3);
    assertThat(turns.get(3).parts()).hasSize(2);
  }

  @Test
  void aTextAloneIsAUsersTurn() throws JsonFault {
    assertThat(Requests.responses("{\"input\":\"hi\"}", losses()).turns())
        .containsExactly(
            new Turn(Role.USER, List.of(new Part.Text(JsonSlice.quoted("hi"), false)), -1));
  }

  @Test
  void aPictureAndADocumentAreTheirBytesOrTheirLinks() throws JsonFault {
    List<Part> parts = Requests.responses(FULL, losses()).turns().get(1).parts();

    assertThat(parts.subList(1, 4))
        .containsExactly(
            new Part.Picture(new Media.Inline("image/png", JsonSlice.quoted("aGk=")), "low", false),
            new Part.Document(
                new Media.Inline("application/pdf", JsonSlice.quoted("JV")), "a.pdf", false),
            new Part.Document(
                new Media.Link("", JsonSlice.quoted("https://example.org/a.pdf")), "", false));
  }

  @Test
  void aSealIsTheItemsIdAndItsContentAndAForeignOneIsWhoseItSays() throws JsonFault {
    Part.Thought own = thought("rs_7", "gA/b");
    Part.Thought foreign = thought("rs_7", "anthropic.messages:c2ln");

    assertThat(own.seal().orElseThrow().by()).isEqualTo(Wire.OPENAI_RESPONSES);
    assertThat(foreign.seal())
        .contains(new Seal(Wire.ANTHROPIC_MESSAGES, JsonSlice.quoted("c2ln")));
  }

  private static Part.Thought thought(String id, String encrypted) throws JsonFault {
    String body =
        json(
            "{'input':[{'type':'reasoning','id':'"
                + id
                + "','summary':[],"
                + "'encrypted_content':'"
                + encrypted
                + "'}]}");
    return (Part.Thought) Requests.responses(body, losses()).turns().getFirst().parts().getFirst();
  }

  @Test
  void toolsFormatAndReasoningAreRead() throws JsonFault {
    Conversation read = Requests.responses(FULL, losses());

    assertThat(read.tools().list().getFirst().name()).isEqualTo("f");
    assertThat(read.tools().choice()).isEqualTo(new ToolChoice.One("f"));
    assertThat(read.tools().parallel()).isEqualTo(Optional.of(false));
    assertThat(((Format.Schema) read.format()).strict()).contains(true);
    assertThat(read.reasoning()).isEqualTo(new Reasoning.Effort("low"));
    assertThat(read.sampling().maxTokens()).hasValue(100);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "previous_response_id | {'previous_response_id':'resp_1'}",
        "conversation | {'conversation':'conv_1'}",
        "background | {'background':true}",
        "store | {'store':true}",
        "prompt | {'prompt':{'id':'p'}}",
        "truncation | {'truncation':'auto'}",
        "include | {'include':['message.output_text.logprobs']}",
        "max_tool_calls | {'max_tool_calls':3}",
        "context_management | {'context_management':[]}",
        "reasoning.context | {'reasoning':{'context':'all_turns'}}",
        "text.verbosity | {'text':{'verbosity':'low'}}",
        "tools.web_search | {'tools':[{'type':'web_search'}]}",
        "tools.mcp | {'tools':[{'server_label':'s','type':'mcp'}]}",
        "tool_choice.web_search | {'tool_choice':{'type':'web_search'}}",
        "input.item_reference | {'input':[{'type':'item_reference','id':'msg_1'}]}",
        "input.web_search_call | {'input':[{'type':'web_search_call','id':'ws_1'}]}",
        "input.reasoning | {'input':[{'type':'reasoning','id':'rs_1','summary':[]}]}",
        "input.namespace |"
            + " {'input':[{'type':'function_call','call_id':'a','name':'f','namespace':'n'}]}",
        "input.content.input_file.file_id |"
            + " {'input':[{'role':'user','content':[{'type':'input_file','file_id':'f'}]}]}",
        "input.content.input_audio |"
            + " {'input':[{'role':'user','content':[{'type':'input_audio'}]}]}",
      })
  void whatAConversationCannotSayIsALossByItsName(String field, String body) throws JsonFault {
    Losses losses = losses();
    Requests.responses(json(body), losses);

    assertThat(Requests.fields(losses)).containsExactly(field);
  }

  @Test
  void whatSaysNothingIsNoLoss() throws JsonFault {
    Losses losses = losses();
    Requests.responses(
        json(
            "{'store':false,'background':false,'truncation':'disabled','service_tier':'auto',"
                + "'include':['reasoning.encrypted_content'],'reasoning':{'summary':'auto'},"
                + "'stream_options':{'include_obfuscation':false},'previous_response_id':null,"
                + "'text':{'format':{'type':'text'},'verbosity':'medium'}}"),
        losses);

    assertThat(losses.refused()).isEmpty();
  }

  @Test
  void whatResponsesHaveNoWordForIsALossWhenItIsWritten() throws JsonFault {
    Losses losses = losses();
    Conversation chat =
        Requests.chat(
            json(
                "{'stop':'a','seed':1,'presence_penalty':1,'frequency_penalty':0.1,"
                    + "'n':2,'top_k':3,'thinking':{'type':'enabled','budget_tokens':9},'messages':["
                    + "{'role':'assistant','content':'a','reasoning_content':'hm'},"
                    + "{'role':'user','content':[{'type':'text','text':'a','cache_control':{}}]}]}"));

    Requests.asResponses(chat, losses);

    assertThat(Requests.fields(losses))
        .containsExactlyInAnyOrder(
            "input.reasoning",
            "input.content.prompt_cache_breakpoint",
            "top_k",
            "seed",
            "presence_penalty",
            "frequency_penalty",
            "stop",
            "n",
            "reasoning");
  }

  @Test
  void everyFeatureHasAName() {
    assertThat(Arrays.stream(Feature.values()).map(new ResponsesFields()::of))
        .allSatisfy(name -> assertThat(name).matches("[a-z_]+(\\.[a-z_]+)*"));
  }

  @Test
  void everyRecordedRequestIsReadAndWhatIsNotLostComesBack() throws IOException {
    List<String> wrong = new ArrayList<>();
    int requests = 0;
    for (OpenAiRecordings.Exchange exchange : OpenAiRecordings.of("/responses")) {
      if (!exchange.request().startsWith("{") || exchange.status() >= 300) {
        continue;
      }
      requests++;
      Losses losses = losses();
      try {
        Conversation first = Requests.responses(exchange.request(), losses);
        Conversation second =
            Requests.responses(Requests.asResponses(first, losses), new Losses(_ -> "", Set.of()));
        if (losses.refused().isEmpty() && !alike(first, second)) {
          wrong.add(exchange.where() + " comes back as another");
        }
      } catch (JsonFault fault) {
        wrong.add(exchange.where() + " " + fault.getMessage());
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(requests).isGreaterThan(400);
  }

  /// Places in the list apart: instructions among the input become such before it.
  private static boolean alike(Conversation one, Conversation other) {
    return parts(one).equals(parts(other))
        && one.tools().choice().equals(other.tools().choice())
        && one.tools().list().size() == other.tools().list().size()
        && one.sampling().equals(other.sampling())
        && one.format().equals(other.format())
        && one.reasoning().equals(other.reasoning());
  }

  private static List<List<Part>> parts(Conversation conversation) {
    return conversation.turns().stream().map(Turn::parts).toList();
  }

  private static Losses losses() {
    return new Losses(new ResponsesFields(), Set.of());
  }

  private static String json(String readable) {
    return readable.replace('\'', '"');
  }
}
