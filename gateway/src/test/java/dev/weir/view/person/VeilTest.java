package dev.weir.view.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VeilTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Pseudonyms NAMES = new Pseudonyms(new byte[32]);

  private final Veil drawn = new Veil(NAMES, false, VeilTest::known);
  private final Veil lifted = new Veil(NAMES, true, VeilTest::known);

  private static Optional<String> known(Predicate<String> which) {
    return List.of("ada", "bob").stream().filter(which).findFirst();
  }

  private static JsonNode tree(String text) throws JsonProcessingException {
    return JSON.readTree(text);
  }

  /// By Python: `hmac.new(bytes(32), b'ada', 'sha256').hexdigest()[:24]`.
  @Test
  void aPseudonymIsAKeyedHash() {
    assertThat(NAMES.of("ada")).isEqualTo("user~f511103a4f5f11256c03bfd5");
    byte[] other = new byte[32];
    other[0] = 1;
    assertThat(new Pseudonyms(other).of("ada")).isNotEqualTo(NAMES.of("ada"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'user':'ada'}",
        "[{'group':{'use_case':'x','user':'ada'}}]",
        "{'tags':{'user':'ada'}}",
        "{'users':['ada']}",
        "{'users':[{'user':'ada','calls':'/api/v1/calls?filter=user%3Dada&limit=1'}]}",
        "{'rows':['/api/v1/outcomes?user=ada']}",
        "{'where':[{'tag':'user','in':['ada']}]}",
        "{'unit':'user','outliers':[{'unit':'ada','usd':'1'}]}",
        "{'by':'user','groups':[{'key':'ada'}]}",
        "{'definition':{'per':'user'},'standings':[{'value':'ada'}]}"
      })
  void noPlaceOfAnAnswerTellsAnId(String answer) throws JsonProcessingException {
    JsonNode asked = tree(answer.replace('\'', '"'));
    String before = asked.toString();

    assertThat(drawn.over(asked).toString())
        .doesNotContain("ada")
        .contains(NAMES.of("ada").substring("user~".length()));
    assertThat(asked.toString()).as("what was answered is not changed itself").isEqualTo(before);
    assertThat(drawn.hasLooked()).isTrue();
    assertThat(lifted.over(asked)).isEqualTo(asked);
    assertThat(lifted.hasLooked()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'key':'ada','calls':1}",
        "{'user':''}",
        "{'group':{'user':'(none)'}}",
        "{'unit':'session','outliers':[{'unit':'ada'}]}",
        "{'where':[{'tag':'team','in':['ada']}]}",
        "{'rows':['/api/v1/report?by=user&filter=use_case%3Dada']}"
      })
  void whatIsNoUserStaysAsItIs(String answer) throws JsonProcessingException {
    JsonNode asked = tree(answer.replace('\'', '"'));

    assertThat(drawn.over(asked)).isEqualTo(asked);
    assertThat(drawn.hasLooked()).isFalse();
  }

  @Test
  void whoIsMeantByAPseudonymIsFound() {
    assertThat(drawn.meant("filter 'user'", NAMES.of("bob"))).isEqualTo("bob");
    assertThat(lifted.meant("filter 'user'", NAMES.of("bob"))).isEqualTo("bob");
    assertThat(lifted.meant("filter 'user'", "eve")).isEqualTo("eve");
    assertThat(drawn.meant("filter 'user'", NAMES.of("eve"))).isEqualTo(NAMES.of("eve"));
    assertThat(drawn.meant("filter 'user'", "(none)")).isEqualTo("(none)");
    assertThatThrownBy(() -> drawn.meant("filter 'user'", "bob"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("filter 'user' is a pseudonym")
        .hasMessageContaining("was 'bob'");
  }

  @Test
  void aTextIsChangedWhereItNamesTheUserWhole() {
    assertThat(lifted.within("user=a$1\\b", "a$1\\b")).isEqualTo("user=a$1\\b");
    assertThat(drawn.within("budget[ada]@1 for user=ada: adage", "ada"))
        .isEqualTo("budget[%1$s]@1 for user=%1$s: adage".formatted(NAMES.of("ada")));
    assertThat(lifted.within("user=ada", "ada")).isEqualTo("user=ada");
  }
}
