package dev.weir.flow.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.conversation.Conversation;
import dev.weir.flow.conversation.Format;
import dev.weir.flow.conversation.Loss;
import dev.weir.flow.conversation.Part;
import dev.weir.flow.conversation.Reasoning;
import dev.weir.flow.conversation.Role;
import dev.weir.flow.conversation.Seal;
import dev.weir.flow.conversation.Turn;
import dev.weir.flow.dialect.Wire;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenerateRequestTest extends GenerateRequests {
  @Test
  void whatTheWireSaysComesBackAsItWas() throws IOException, JsonFault {
    Conversation read = read(RICH);
    String written = write(read, NEW);

    assertThat(lost()).isEmpty();
    assertThat(JSON.readTree(written)).isEqualTo(JSON.readTree(RICH));
    assertThat(read(written)).isEqualTo(read);
    assertThat(written).contains("Be\\u00a0brief", "[1,2.50]", "\"temperature\":0.50");
  }

  @Test
  void bothSpellingsMeanTheSame() throws JsonFault {
    String camel =
        "{'systemInstruction':{'parts':[{'text':'s'}]},'contents':[{'parts':["
            + "{'inlineData':{'mimeType':'image/png','data':'aQ=='}}]},{'role':'model','parts':["
            + "{'functionCall':{'name':'f'},'thoughtSignature':'cw=='}]},{'parts':["
            + "{'functionResponse':{'name':'f','response':{}}}]}],"
            + "'tools':[{'functionDeclarations':[{'name':'f'}]}],"
            + "'toolConfig':{'functionCallingConfig':{'mode':'ANY','allowedFunctionNames':['f']}},"
            + "'generationConfig':{'maxOutputTokens':5,'stopSequences':['x'],"
            + "'responseMimeType':'application/json','responseSchema':{'type':'OBJECT'},"
            + "'thinkingConfig':{'thinkingBudget':9}}}";
    String snake =
        Pattern.compile("'[a-z]+([A-Z][a-z]+)+'")
            .matcher(camel)
            .replaceAll(name -> name.group().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT));

    assertThat(snake).contains("'system_instruction'", "'inline_data'", "'thinking_budget'");
    assertThat(read(snake)).isEqualTo(read(camel));
    assertThat(lost()).isEmpty();
  }

  @Test
  void aMemberInBothSpellingsIsAFault() {
    assertThatThrownBy(() -> asking("'generationConfig':{'topK':1,'top_k':2}"))
        .isInstanceOf(JsonFault.class)
        .hasMessageContaining("'topK' is given in two spellings");
  }

  @Test
  void oneAloneIsAListOfOne() throws JsonFault {
    Conversation read =
        read(
            "{'systemInstruction':{'parts':{'text':'s'}},'contents':{'parts':{'text':'a'}},"
                + "'tools':{'functionDeclarations':{'name':'f'}}}");

    assertThat(read.turns()).hasSize(2);
    assertThat(read.tools().list()).hasSize(1);
  }

  @Test
  void turnsOfOneSideAreOneAndResultsComeFirst() throws JsonFault {
    Conversation asked =
        asking("'tools':[]")
            .withTurns(
                List.of(
                    new Turn(Role.USER, List.of(text("a")), 0),
                    new Turn(Role.USER, List.of(text("b"), text("")), 1),
                    new Turn(Role.ASSISTANT, List.of(text("c")), 2),
                    new Turn(Role.SYSTEM, List.of(text("be")), 3),
                    new Turn(Role.ASSISTANT, List.of(text("d")), 4)));

    assertThat(write(asked, OLD))
        .isEqualTo(
            "{\"systemInstruction\":{\"parts\":[{\"text\":\"be\"}]},\"contents\":["
                + "{\"role\":\"user\",\"parts\":[{\"text\":\"a\"},{\"text\":\"b\"}]},"
                + "{\"role\":\"model\",\"parts\":[{\"text\":\"c\"},{\"text\":\"d\"}]}]}");
    assertThat(losses.refused())
        .extracting(Loss::field, Loss::turn)
        .containsExactly(tuple("contents.role.system", 3));
  }

  @Test
  void resultsWithoutIdsAnswerTheFirstCallOfTheirNameThatWaits() throws JsonFault {
    Conversation read =
        read(
            "{'contents':[{'role':'model','parts':[{'functionCall':{'name':'f'}},"
                + "{'functionCall':{'name':'g'}},{'functionCall':{'name':'f'}},"
                + "{'functionCall':{'name':'f','id':'own'}}]},"
                + "{'role':'user','parts':[{'functionResponse':{'name':'g','response':{}}},"
                + "{'functionResponse':{'name':'f','id':'own','response':{}}},"
                + "{'functionResponse':{'name':'f','response':{}}},"
                + "{'functionResponse':{'name':'f','id':'mine','response':{}}},"
                + "{'functionResponse':{'name':'h','response':{}}}]}]}");

    assertThat(read.turns().getFirst().parts())
        .extracting(part -> ((Part.ToolCall) part).id())
        .containsExactly("gemini_call_0", "gemini_call_1", "gemini_call_2", "own");
    assertThat(read.turns().getLast().parts())
        .extracting(part -> ((Part.ToolResult) part).call())
        .containsExactly("gemini_call_1", "own", "gemini_call_0", "gemini_call_2", "gemini_call_3");
  }

  @Test
  void aResultNamesTheToolOfItsCall() throws JsonFault {
    var call = new Part.ToolCall("c1", "look", JsonSlice.of("{}"), Optional.empty());
    var result = new Part.ToolResult("c1", "", List.of(text("seen")), false, false);
    Conversation asked =
        asking("'tools':[]")
            .withTurns(
                List.of(
                    new Turn(Role.ASSISTANT, List.of(call), 0),
                    new Turn(Role.USER, List.of(result), 1)));

    assertThat(write(asked, OLD))
        .contains(
            "{\"functionCall\":{\"id\":\"c1\",\"name\":\"look\",\"args\":{}}}",
            "{\"functionResponse\":{\"id\":\"c1\",\"name\":\"look\","
                + "\"response\":{\"output\":\"seen\"}}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{'output':'a'} | a | false",
        "{'error':'a'} | a | true",
        "{'error':{'code':1}} | {'code':1} | true",
        "{'error':'a','code':1} | {'error':'a','code':1} | true",
        "{'result':'a'} | {'result':'a'} | false",
        "{'output':{'b':1}} | {'output':{'b':1}} | false",
        "{'output':'a','error':'b'} | {'output':'a','error':'b'} | false",
      })
  void aResponseIsAnObjectThatSaysWhetherTheToolFailed(String response, String text, boolean failed)
      throws JsonFault {
    var result =
        (Part.ToolResult)
            parts("user", "{'functionResponse':{'name':'f','response':" + response + "}}")
                .getFirst();

    assertThat(result.failed()).isEqualTo(failed);
    assertThat(result.content()).containsExactly(text(text.replace('\'', '"')));
    String written = write(saying(Role.USER, result), OLD);
    Part again = read(written).turns().getFirst().parts().getFirst();
    assertThat(again).isEqualTo(result);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{'a':1} | {'a':1}",
        "{'output':'a'} | {'output':'{\\\"output\\\":\\\"a\\\"}'}",
        "{'a':1,'a':2} | {'output':'{\\\"a\\\":1,\\\"a\\\":2}'}",
        "{'a':1} and more | {'output':'{\\\"a\\\":1} and more'}",
        "[1] | {'output':'[1]'}",
        "5 | {'output':'5'}",
      })
  void aTextThatIsAnObjectIsTheResponseItself(String text, String response) throws JsonFault {
    var result =
        new Part.ToolResult("c", "f", List.of(text(text.replace('\'', '"'))), false, false);

    String written = write(saying(Role.USER, result), OLD);

    assertThat(written).contains("\"response\":" + response.replace('\'', '"') + "}");
    Part again = read(written).turns().getFirst().parts().getFirst();
    assertThat(again).isEqualTo(result);
  }

  @Test
  void severalTextsOfAResultAreAList() throws JsonFault {
    var result = new Part.ToolResult("c", "f", List.of(text("a"), text("b")), false, false);

    String written = write(saying(Role.USER, result), OLD);

    assertThat(written).contains("\"response\":{\"output\":[\"a\",\"b\"]}");
    assertThat(read(written).turns().getFirst().parts()).containsExactly(result);
  }

  @Test
  void aThoughtThatCameInPiecesIsOneClosedByItsSeal() throws JsonFault {
    var own = Optional.of(new Seal(Wire.GEMINI_GENERATE, JsonSlice.quoted("c2ln")));

    assertThat(
            parts(
                "model",
                "{'text':'I ','thought':true},{'text':'think','thought':true},"
                    + "{'text':'','thought':true,'thoughtSignature':'c2ln'},"
                    + "{'text':'Said','thoughtSignature':'c2ln'},{'text':''}"))
        .containsExactly(
            new Part.Thought(JsonSlice.quoted("I think"), own),
            text("Said"),
            new Part.Thought(JsonSlice.quoted(""), own));
  }

  @Test
  void theFirstCallOfATurnThatNoGeminiMadeSaysSoToModelsThatDemandASeal() throws JsonFault {
    var first = new Part.ToolCall("a", "f", JsonSlice.of("{}"), Optional.empty());
    var second = new Part.ToolCall("b", "f", JsonSlice.of("{}"), Optional.empty());
    Conversation asked = saying(Role.ASSISTANT, first, second);
    String none = "\"thoughtSignature\":\"skip_thought_signature_validator\"";

    String written = write(asked, NEW);

    assertThat(written)
        .contains("\"args\":{}}," + none + "},{\"functionCall\":{\"id\":\"b\"")
        .containsOnlyOnce(none);
    assertThat(write(asked, OLD)).doesNotContain("thoughtSignature");
    assertThat(read(written).turns()).isEqualTo(asked.turns());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{'type':'OBJECT','properties':{'Type':{'type':'STRING','nullable':true,'enum':['a']}},"
            + "'required':['Type'],'propertyOrdering':['Type']} "
            + "| {'type':'object','properties':{'Type':{'type':['string','null'],'enum':['a',null]}},"
            + "'required':['Type'],'propertyOrdering':['Type']}",
        "{'type':'ARRAY','items':{'type':'INTEGER','format':'int32','minimum':1},'min_items':'2',"
            + "'maxItems':'3'} "
            + "| {'type':'array','items':{'type':'integer','format':'int32','minimum':1},"
            + "'minItems':2,'maxItems':3}",
        "{'any_of':[{'type':'NUMBER'},{'ref':'#/defs/D'}],'nullable':true,"
            + "'defs':{'D':{'type':'BOOLEAN','example':true}}} "
            + "| {'anyOf':[{'type':'number'},{'$ref':'#/$defs/D'},{'type':'null'}],"
            + "'$defs':{'D':{'type':'boolean','examples':[true]}}}",
        "{'type':'object','title':'T','additionalProperties':false,'default':null,'nullable':false} "
            + "| {'type':'object','title':'T','additionalProperties':false,'default':null}",
      })
  void aSchemaOfGooglesIsReadAsJsonSchema(String theirs, String schema) throws JsonFault {
    Conversation read =
        asking(
            "'tools':[{'functionDeclarations':[{'name':'f','parameters':%s}]}],".formatted(theirs)
                + "'generationConfig':{'responseMimeType':'application/json','responseSchema':%s}"
                    .formatted(theirs));

    String expected = schema.strip().replace('\'', '"');
    assertThat(read.tools().list().getFirst().schema().json()).isEqualTo(expected);
    assertThat(((Format.Schema) read.format()).schema().json()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{'mode':'AUTO'} | AUTO | false",
        "{'mode':'NONE'} | NONE | false",
        "{'mode':'ANY'} | ANY | false",
        "{'mode':'ANY','allowedFunctionNames':['g','f']} | ANY | false",
        "{'mode':'VALIDATED'} | AUTO | true",
        "{'mode':'MODE_UNSPECIFIED'} | UNSTATED | false",
      })
  void readsHowToolsAreToBeCalledAndWritesItBack(String calling, String choice, boolean strict)
      throws JsonFault {
    String tools = "'tools':[{'functionDeclarations':[{'name':'f'},{'name':'g'}]}]";
    Conversation read = asking(tools + ",'toolConfig':{'functionCallingConfig':" + calling + "}");

    assertThat(read.tools().choice()).hasToString(choice);
    assertThat(read.tools().list()).allMatch(tool -> tool.strict().orElse(false) == strict);
    assertThat(lost()).isEmpty();
    assertThat(read(write(read, NEW)).tools()).isEqualTo(read.tools());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{'thinkingBudget':0} | Off | {\"thinkingBudget\":0}",
        "{'thinkingBudget':-1} | Adaptive | {\"includeThoughts\":true}",
        "{'includeThoughts':true} | Adaptive | {\"includeThoughts\":true}",
        "{'thinkingBudget':99} | Budget | {\"thinkingBudget\":99,\"includeThoughts\":true}",
        "{'thinkingLevel':'LOW'} | Effort | {\"thinkingLevel\":\"low\",\"includeThoughts\":true}",
      })
  void readsHowMuchToThinkAndWritesItBack(String thinking, String kind, String written)
      throws JsonFault {
    Conversation read = asking("'generationConfig':{'thinkingConfig':" + thinking + "}");

    assertThat(read.reasoning().getClass().getSimpleName()).isEqualTo(kind);
    assertThat(write(read, NEW)).contains("\"thinkingConfig\":" + written + "}");
    assertThat(lost()).isEmpty();
  }

  @Test
  void aModelWithoutLevelsOfThoughtIsToldABudget() throws JsonFault {
    Conversation read = asking("'generationConfig':{'thinkingConfig':{'thinkingLevel':'MEDIUM'}}");

    assertThat(read.reasoning()).isEqualTo(new Reasoning.Effort("medium"));
    assertThat(write(read, OLD))
        .contains("\"thinkingConfig\":{\"thinkingBudget\":8192,\"includeThoughts\":true}");
  }
}
