package dev.weir.flow.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponsesAskTest {
  @Test
  void itsMostOutputIsReadAndCanBeMadeLess() {
    String body = "{'model':'m','input':'hi','max_output_tokens':100}".replace('\'', '"');
    Ask ask = ask(body);

    assertThat(ask.maxTokens()).hasValue(100);
    assertThat(ask.messages()).isEqualTo(1);
    assertThat(ask.unbounded()).isEmpty();
    assertThat(spliced(body, ask)).isEqualTo(body.replace("100", "7"));
  }

  @Test
  void aMostOutputThatIsNotGivenIsAddedByItsOwnName() {
    String body = "{\"model\":\"m\"}";

    assertThat(spliced(body, ask(body))).isEqualTo("{\"max_output_tokens\":7,\"model\":\"m\"}");
  }

  private static String spliced(String body, Ask ask) {
    List<Splice> splices = List.of(new Splice.MaxTokens(7));
    return new String(Splices.apply(body.getBytes(UTF_8), ask, splices), UTF_8);
  }

  @Test
  void picturesAndDocumentsOfItsItemsAreCounted() {
    Ask ask =
        ask(
            "{'model':'m','instructions':'a','text':{'format':{'type':'json_schema'}},'input':["
                + "{'role':'user','content':[{'type':'input_text','text':'a'},"
                + "{'type':'input_image','image_url':'data:image/png;base64,aGk='},"
                + "{'type':'input_file','file_data':'JV'}]},"
                + "{'type':'function_call_output','call_id':'c','output':["
                + "{'type':'input_image','image_url':'https://a'}]}]}");

    assertThat(ask.bulk().images()).isEqualTo(2);
    assertThat(ask.bulk().documents()).isEqualTo(1);
    assertThat(ask.messages()).isEqualTo(3);
    assertThat(ask.structured()).isTrue();
    assertThat(ask.unbounded()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "previous_response_id | {'previous_response_id':'r'}",
        "conversation | {'conversation':'c'}",
        "prompt | {'prompt':{'id':'p'}}",
        "tool web_search | {'tools':[{'type':'web_search'}]}",
        "item item_reference | {'input':[{'type':'item_reference','id':'i'}]}",
        "audio input | {'input':[{'role':'user','content':[{'type':'input_audio'}]}]}",
      })
  void whatTheProviderRemembersOrDoesByItselfHasNoBound(String reason, String body) {
    assertThat(ask("{'model':'m'," + body.substring(1)).unbounded()).containsExactly(reason);
  }

  @Test
  void anAnswerInTheBackgroundIsAsLongAsAnyOther() {
    assertThat(ask("{'model':'m','input':'hi','background':true}").unbounded()).isEmpty();
  }

  private static Ask ask(String readable) {
    byte[] body = readable.replace('\'', '"').getBytes(UTF_8);
    AskReader.Reading reading = AskReader.read(Wire.OPENAI_RESPONSES, body);
    return ((AskReader.Reading.Understood) reading).ask();
  }
}
