package dev.weir.flow.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.conversation.Conversation;
import dev.weir.flow.conversation.Format;
import dev.weir.flow.conversation.Loss;
import dev.weir.flow.conversation.Media;
import dev.weir.flow.conversation.Part;
import dev.weir.flow.conversation.Role;
import dev.weir.flow.conversation.Seal;
import dev.weir.flow.conversation.ToolChoice;
import dev.weir.flow.dialect.Wire;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenerateRequestLossTest extends GenerateRequests {
  @ParameterizedTest
  @CsvSource({
    "YW50aHJvcGljLm1lc3NhZ2VzOnM=, ANTHROPIC_MESSAGES, s",
    "YW50aHJvcGljLm1lc3NhZ2VzOj4_Pw==, ANTHROPIC_MESSAGES, >??",
    "b3RoZXI6cw==, GEMINI_GENERATE, b3RoZXI6cw==",
    "not base64, GEMINI_GENERATE, not base64",
  })
  void aSealOfAnotherWireIsKnownByItsName(String signature, Wire by, String value)
      throws JsonFault {
    Part thought =
        parts("model", "{'text':'t','thought':true,'thoughtSignature':'" + signature + "'}")
            .getFirst();

    var seal = new Seal(by, JsonSlice.quoted(value));
    assertThat(thought).isEqualTo(new Part.Thought(JsonSlice.quoted("t"), Optional.of(seal)));
  }

  @Test
  void aSealOfAnotherWireIsALossAndItsThoughtIsLeftOut() throws JsonFault {
    var foreign = Optional.of(new Seal(Wire.ANTHROPIC_MESSAGES, JsonSlice.quoted("s")));

    String written =
        write(
            saying(
                Role.ASSISTANT,
                new Part.Thought(JsonSlice.quoted("t"), foreign),
                new Part.ToolCall("c", "f", JsonSlice.of("{}"), foreign)),
            OLD);

    assertThat(lost())
        .containsExactly("contents.parts.thoughtSignature", "contents.parts.thoughtSignature");
    assertThat(written)
        .contains("\"parts\":[{\"functionCall\":{\"id\":\"c\",\"name\":\"f\",\"args\":{}}}]");
  }

  @Test
  void oneToolOfSeveralIsAChoiceAndSomeOfThemAreALoss() throws JsonFault {
    String tools = "'tools':[{'functionDeclarations':[{'name':'f'},{'name':'g'},{'name':'h'}]}],";
    String config =
        "'toolConfig':{'functionCallingConfig':{'mode':'ANY','allowedFunctionNames':%s}}";

    assertThat(asking(tools + config.formatted("['g']")).tools().choice())
        .isEqualTo(new ToolChoice.One("g"));
    asking(tools + config.formatted("['g','h']"));

    assertThat(lost()).containsExactly("toolConfig.functionCallingConfig.allowedFunctionNames");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "'safetySettings':[{'category':'C'}] | safetySettings",
        "'cached_content':'cachedContents/1' | cachedContent",
        "'serviceTier':'flex' | serviceTier",
        "'store':true | store",
        "'tools':[{'googleSearch':{}}] | tools.googleSearch",
        "'tools':[{'code_execution':{}}] | tools.codeExecution",
        "'tools':[{'functionDeclarations':[{'name':'f','response':{}}]}] "
            + "| tools.functionDeclarations.response",
        "'toolConfig':{'retrievalConfig':{}} | toolConfig.retrievalConfig",
        "'generationConfig':{'response_logprobs':true} | generationConfig.responseLogprobs",
        "'generationConfig':{'logprobs':2} | generationConfig.logprobs",
        "'generationConfig':{'responseModalities':['TEXT','IMAGE']} "
            + "| generationConfig.responseModalities",
        "'generationConfig':{'speechConfig':{}} | generationConfig.speechConfig",
        "'generationConfig':{'responseMimeType':'text/x.enum'} "
            + "| generationConfig.responseMimeType",
        "'generationConfig':{'thinkingConfig':{'thinkingBudget':9,'thinkingLevel':'LOW'}} "
            + "| generationConfig.thinkingConfig.thinkingLevel",
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
        "{'executableCode':{}} | executableCode",
        "{'inlineData':{'mimeType':'audio/wav','data':'aQ=='}} | inlineData.mimeType",
        "{'inlineData':{'mimeType':'image/png','data':'aQ==','displayName':'n'}} "
            + "| inlineData.displayName",
        "{'fileData':{'mimeType':'application/pdf','fileUri':'gs://a/b'}} | fileData.fileUri",
        "{'file_data':{'file_uri':'https://generativelanguage.googleapis.com/v1beta/files/a'}} "
            + "| fileData.fileUri",
        "{'fileData':{'fileUri':'https://youtu.be/a'}} | fileData.fileUri",
        "{'fileData':{'fileUri':'https://a.example/b.png'}} | fileData.mimeType",
        "{'text':'a','videoMetadata':{}} | videoMetadata",
        "{'functionResponse':{'name':'f','response':{},'scheduling':'SILENT'}} "
            + "| functionResponse.scheduling",
      })
  void aPartThatNoOtherWireHasIsALossInItsTurn(String part, String field) throws JsonFault {
    parts("user", part);

    assertThat(losses.refused())
        .extracting(Loss::field, Loss::turn)
        .containsExactly(tuple("contents.parts." + field, 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "'safetySettings':[]",
        "'store':false",
        "'serviceTier':'SERVICE_TIER_STANDARD'",
        "'cachedContent':null",
        "'generationConfig':{'responseModalities':['TEXT'],'responseLogprobs':false}",
        "'generationConfig':{'mediaResolution':'MEDIA_RESOLUTION_UNSPECIFIED','topK':40.0}",
        "'tools':[{'functionDeclarations':[{'name':'f','behavior':'BLOCKING'}]}]",
      })
  void whatSaysNothingIsNoLoss(String members) throws JsonFault {
    asking(members);

    assertThat(lost()).isEmpty();
  }

  @Test
  void filesThatAModelDoesNotReadAreLosses() throws JsonFault {
    var tiff = new Media.Inline("image/tiff", JsonSlice.quoted("aQ=="));
    var word = new Media.Inline("application/msword", JsonSlice.quoted("aQ=="));
    var link = new Media.Link("", JsonSlice.quoted("https://a.example/b.png"));

    String written =
        write(
            saying(
                Role.USER,
                new Part.Picture(tiff, "", false),
                new Part.Document(word, "", false),
                new Part.Picture(link, "", false)),
            OLD);

    assertThat(written).contains("\"contents\":[]");
    assertThat(lost())
        .containsExactly(
            "contents.parts.inlineData.mimeType",
            "contents.parts.inlineData.mimeType",
            "contents.parts.fileData");
  }

  @Test
  void jsonWithoutASchemaIsAskedForByItsType() throws JsonFault {
    Conversation read = asking("'generationConfig':{'responseMimeType':'application/json'}");

    assertThat(read.format()).isEqualTo(Format.AnyJson.ANY_JSON);
    assertThat(config("{'responseMimeType':'application/json'}"))
        .contains("\"generationConfig\":{\"responseMimeType\":\"application/json\"}");
  }

  @Test
  void twoSchemasForOneThingAreAFault() {
    String both = "'responseSchema':{'type':'OBJECT'},'responseJsonSchema':{'type':'object'}";

    assertThatThrownBy(() -> asking("'generationConfig':{" + both + "}"))
        .isInstanceOf(JsonFault.class);
  }

  @Test
  void labelsAreTheCallersNotes() throws JsonFault {
    Conversation read = asking("'labels':{'team':'a'}");

    assertThat(read.caller().metadata()).containsEntry("team", JsonSlice.quoted("a"));
    write(read, NEW);
    assertThat(lost()).containsExactly("labels");
  }

  @Test
  void aSeedOfMoreThan32BitsIsALoss() throws JsonFault {
    config("{'seed':1099511627776}");

    assertThat(lost()).containsExactly("generationConfig.seed");
  }
}
