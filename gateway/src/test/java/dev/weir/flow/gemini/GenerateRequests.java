package dev.weir.flow.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.conversation.Conversation;
import dev.weir.flow.conversation.Loss;
import dev.weir.flow.conversation.Losses;
import dev.weir.flow.conversation.Part;
import dev.weir.flow.conversation.RequestReader.Asked;
import dev.weir.flow.conversation.RequestWriter.Target;
import dev.weir.flow.conversation.Role;
import dev.weir.flow.conversation.Turn;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/// Requests to generate content, read and written back.
abstract class GenerateRequests {
  static final ObjectMapper JSON = new ObjectMapper();
  static final String NEW = "gemini-3-pro";
  static final String OLD = "gemini-2.5-flash";

  static final String RICH =
      """
      {"systemInstruction":{"parts":[{"text":"Be\\u00a0brief"},{"text":"Be kind"}]},
       "contents":[
        {"role":"user","parts":[
          {"text":"Look"},
          {"inlineData":{"mimeType":"image/png","data":"aWFt"}},
          {"inlineData":{"mimeType":"application/pdf","data":"UERG"}},
          {"fileData":{"mimeType":"image/jpeg","fileUri":"https://a.example/b.jpg"}}]},
        {"role":"model","parts":[
          {"text":"Hm","thought":true},
          {"text":"I look."},
          {"functionCall":{"id":"a","name":"look","args":{"at":[1,2.50]}},"thoughtSignature":"c2ln"},
          {"functionCall":{"id":"b","name":"hear","args":{}}},
          {"text":"","thoughtSignature":"ZW5k"}]},
        {"role":"user","parts":[
          {"functionResponse":{"id":"a","name":"look","response":{"output":"a"},
            "parts":[{"inlineData":{"mimeType":"image/jpeg","data":"aWFt"}}]}},
          {"functionResponse":{"id":"b","name":"hear","response":{"error":"no"}}},
          {"text":"And?"}]}],
       "tools":[{"functionDeclarations":[
         {"name":"look","description":"Looks","parametersJsonSchema":{"type":"object"}},
         {"name":"hear","parametersJsonSchema":{"type":"object","properties":{}}}]}],
       "toolConfig":{"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["look"]}},
       "generationConfig":{"maxOutputTokens":2000,"temperature":0.50,"topP":1,"topK":5,
         "presencePenalty":0.1,"frequencyPenalty":0.2,"seed":7,"candidateCount":2,
         "stopSequences":["END"],"responseMimeType":"application/json",
         "responseJsonSchema":{"type":"object","properties":{"a":{"type":"string"}}},
         "thinkingConfig":{"thinkingLevel":"high","includeThoughts":true}}}
      """;

  final Losses losses = new Losses(new GenerateFields(), Set.of());

  Conversation read(String json) throws JsonFault {
    return new GenerateRequestReader()
        .read(new Asked(NEW, false), json.replace('\'', '"').getBytes(UTF_8), losses);
  }

  Conversation asking(String members) throws JsonFault {
    return read("{'contents':[{'role':'user','parts':[{'text':'a'}]}]," + members + "}");
  }

  Conversation saying(Role role, Part... parts) throws JsonFault {
    return asking("'tools':[]").withTurns(List.of(new Turn(role, List.of(parts), 0)));
  }

  List<Part> parts(String role, String parts) throws JsonFault {
    return read("{'contents':[{'role':'%s','parts':[%s]}]}".formatted(role, parts))
        .turns()
        .getFirst()
        .parts();
  }

  String write(Conversation conversation, String model) {
    var target = new Target(model, OptionalLong.empty());
    return new String(new GenerateRequestWriter().write(conversation, target, losses), UTF_8);
  }

  String config(String config) throws JsonFault {
    return write(asking("'generationConfig':" + config), NEW);
  }

  List<String> lost() {
    return losses.refused().stream().map(Loss::field).toList();
  }

  static Part.Text text(String text) {
    return new Part.Text(JsonSlice.quoted(text), false);
  }
}
