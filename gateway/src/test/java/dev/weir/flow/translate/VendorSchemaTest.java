package dev.weir.flow.translate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.flow.dialect.Wire;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The vendors' own words of what is valid: whether they tell what is wrong from what is not.
class VendorSchemaTest {
  private static JsonNode json(String readable) throws IOException {
    return SlowJson.tree(readable.replace('\'', '"').getBytes(UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          OPENAI_CHAT;        {'model':'m','messages':[{'role':'user','content':'Hi'}]}
          OPENAI_RESPONSES;   {'model':'m','input':[{'role':'user','content':'Hi'}],'store':false}
          ANTHROPIC_MESSAGES; {'model':'m','max_tokens':1,'messages':[{'role':'user','content':'Hi'}]}
          GEMINI_GENERATE;    {'contents':[{'role':'user','parts':[{'text':'Hi'}]}]}
          BEDROCK_CONVERSE;   {'messages':[{'role':'user','content':[{'text':'Hi'}]}]}
          """)
  void whatIsValidIsNotWrong(Wire wire, String request) throws IOException {
    assertThat(VendorSchema.of(wire).request(json(request))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          OPENAI_CHAT;        {'model':'m'}
          OPENAI_CHAT;        {'model':'m','messages':[{'role':'user','content':'Hi'}],'top_k':3}
          OPENAI_CHAT;        {'model':'m','messages':[{'role':'tool','content':'Hi'}]}
          OPENAI_RESPONSES;   {'model':'m','input':'Hi','max_tokens':3}
          OPENAI_RESPONSES;   {'model':'m','input':[{'type':'function_call','name':'f'}]}
          ANTHROPIC_MESSAGES; {'model':'m','messages':[{'role':'user','content':'Hi'}]}
          ANTHROPIC_MESSAGES; {'model':'m','max_tokens':1,'messages':[{'role':'user','content':'Hi'}],'seed':1}
          ANTHROPIC_MESSAGES; {'model':'m','max_tokens':1,'messages':[{'role':'user','content':[{'type':'image','source':{'type':'base64','data':'AA==','media_type':'image/tiff'}}]}]}
          ANTHROPIC_MESSAGES; {'model':'m','max_tokens':1,'messages':[{'role':'user','content':[{'type':'text','text':'Hi','mood':'good'}]}]}
          GEMINI_GENERATE;    {'contents':[{'role':'user','parts':[{'says':'Hi'}]}]}
          GEMINI_GENERATE;    {'contents':[],'generationConfig':{'maxTokens':3}}
          GEMINI_GENERATE;    {'contents':[],'toolConfig':{'functionCallingConfig':{'mode':'SOME'}}}
          GEMINI_GENERATE;    {'generationConfig':{}}
          BEDROCK_CONVERSE;   {'messages':[{'role':'tool','content':[{'text':'Hi'}]}]}
          BEDROCK_CONVERSE;   {'messages':[{'role':'user','content':[{'text':'Hi','image':{}}]}]}
          BEDROCK_CONVERSE;   {'messages':[{'role':'user'}]}
          BEDROCK_CONVERSE;   {'inferenceConfig':{'maxTokens':'3'}}
          BEDROCK_CONVERSE;   {'seed':1}
          """)
  void whatIsNotIsSaidToBeWrong(Wire wire, String request) throws IOException {
    assertThat(VendorSchema.of(wire).request(json(request))).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          OPENAI_CHAT;        {'id':'1'}
          OPENAI_RESPONSES;   {'id':'1','output':[]}
          ANTHROPIC_MESSAGES; {'id':'1','type':'message','role':'assistant','content':[]}
          GEMINI_GENERATE;    {'candidates':[{'finishReason':'TOOL'}]}
          BEDROCK_CONVERSE;   {'output':{'message':{'role':'assistant','content':[]}},'stopReason':'stop'}
          """)
  void anAnswerThatIsNoneIsSaidToBeWrong(Wire wire, String answer) throws IOException {
    assertThat(VendorSchema.of(wire).answer(json(answer))).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          OPENAI_CHAT;        none               ; {'id':'1','choices':[{'delta':{}}]}
          OPENAI_RESPONSES;   none               ; {'type':'response.output_text.delta','delta':'Hi'}
          ANTHROPIC_MESSAGES; content_block_delta; {'type':'content_block_delta','index':0,'delta':{'type':'word_delta','text':'Hi'}}
          GEMINI_GENERATE;    none               ; {'candidate':{}}
          BEDROCK_CONVERSE;   messageStop        ; {'stopReason':'stop'}
          BEDROCK_CONVERSE;   messageEnd         ; {'stopReason':'end_turn'}
          """)
  void anEventThatIsNoneIsSaidToBeWrong(Wire wire, String name, String event) throws IOException {
    assertThat(VendorSchema.of(wire).event(name.strip(), json(event))).isNotEmpty();
  }
}
