package dev.weir.value.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a registration must say, and what is refused: field, rule and value.
class HypothesisTextTest {
  private static final JsonMapper MAPPER = new JsonMapper();

  private static final String USUAL =
      """
      {"use_case":"support","hypothesis":"a small model costs less","unit":"user",
       "design":"randomised","arms":[{"name":"large","weight":1},{"name":"small","weight":1}],
       "control":"large","metric":"cost_per_outcome","direction":"decrease",
       "minimum_effect":0.1,"deviation":1,"units_per_arm":1570,"stop":"fixed","window_days":7,
       "guards":[{"metric":"success_share","margin":0.02}],
       "decision":{"positive":"scale","negative":"pull_back","not_enough_evidence":"continue"},
       "until":"2027-03-01"}
      """;

  private static ObjectNode tree(String json) {
    try {
      return (ObjectNode) MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + json, e);
    }
  }

  private static ObjectNode usualBut(String fields) {
    ObjectNode body = tree(USUAL);
    body.setAll(tree("{" + fields.replace('\'', '"') + "}"));
    return body;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'metric':'wins'            | field 'metric': a metric is one of                | was 'wins'
          'metric':'kpi:'            | field 'metric': a KPI's name is 1 to 64           | was ''
          'direction':'down'         | field 'direction' is one of [increase, decrease]  | was 'down'
          'minimum_effect':0         | field 'minimum_effect' is above 0                 | was 0.0
          'units_per_arm':1554       | field 'units_per_arm' is at least 1570            | was 1554
          'units_per_arm':1          | field 'units_per_arm' is 2 to                     | was 1
          'guards':[]                | field 'guards' has a guard of quality             | was []
          'guards':[{'metric':'success_share'}]              | field 'margin' | is missing
          'guards':[{'metric':'success_share','margin':0}]   | field 'margin' of guard 'success_share' is above 0 | was 0.0
          'also':['success_share']   | field 'also' has metrics that are named nowhere else | was 'success_share'
          'arms':[{'name':'large'}]  | field 'arms' has 2 to 20 arms                     | was 1
          'arms':[{'name':'large'},{'name':'large'}]         | field 'arms' names each arm once | was 'large' twice
          'arms':[{'name':'large'},{'name':'b','weight':0}]  | field 'arms' has weights above 0 | was 0.0 of arm 'b'
          'control':'medium'         | field 'control' is one of the arms [large, small] | was 'medium'
          'power':0.4                | field 'power' is above 0.5 and below 1            | was 0.4
          'window_days':0            | field 'window_days' is 1 to 366                   | was 0
          'covariate_days':9999      | field 'covariate_days' is 1 to 366                | was 9999
          'until':'soon'             | field 'until' is a day                            | was "soon"
          'colour':'red'             | there is no field 'colour'                        | fields are
          'decision':{'positive':'cheer'} | field 'positive' is one of                   | was 'cheer'
          'unit_value_usd':'-1'      | field 'unit_value_usd' is above 0                 | was -1
          'design':'before_after','stop':'sequential','arms':null,'control':null | field 'stop' is fixed without randomisation | was sequential
          'design':'difference_in_differences','arms':null,'control':null,'group_by':'team','treated':['red'],'untreated':[] | field 'untreated' has 1 value at least | compared with nothing
          'design':'difference_in_differences','arms':null,'control':null,'group_by':'team','treated':['red'],'untreated':['red'] | have no value in common | was 'red'
          """)
  void refusesWhatIsWrongNamingFieldRuleAndValue(String fields, String rule, String value) {
    assertThatThrownBy(() -> HypothesisText.read("small", usualBut(fields)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("hypothesis 'small'")
        .hasMessageContaining(rule)
        .hasMessageContaining(value);
  }

  @ParameterizedTest
  @CsvSource({"1570", "1555", "5000"})
  void takesAPlanOfWhatTheClosedFormSaysOrOnePerCentLess(long units) {
    assertThat(HypothesisText.read("small", usualBut("'units_per_arm':" + units)).plan())
        .extracting(Plan::unitsPerArm)
        .isEqualTo(units);
  }

  @Test
  void aRegistrationHasTheSameHashHoweverItIsWrittenAndWheneverItStarts() {
    String hash = HypothesisText.read("small", tree(USUAL)).hash();

    assertThat(hash).hasSize(64);
    assertThat(HypothesisText.read("small", usualBut("'minimum_effect':0.100")).hash())
        .isEqualTo(hash);
    assertThat(HypothesisText.read("small", usualBut("'started_at':'2026-11-01T08:00:00Z'")).hash())
        .isEqualTo(hash);
    assertThat(HypothesisText.read("small", usualBut("'minimum_effect':0.2")).hash())
        .isNotEqualTo(hash);
  }

  @Test
  void whatChangedIsNamedWithBothValues() {
    assertThat(Registered.changed(tree(USUAL), usualBut("'window_days':14")))
        .contains("field 'window_days' is 7, was to be 14");
    assertThat(Registered.changed(tree(USUAL), usualBut("'covariate_days':14")))
        .contains("field 'covariate_days' is absent, was to be 14");
    assertThat(Registered.changed(tree(USUAL), usualBut("'stopped_at':'2026-12-01T08:00:00Z'")))
        .isEmpty();
  }
}
