package dev.weir.value.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PoolTextTest {
  private static final String COMMON =
      "\"category\":\"platform\",\"from\":\"2026-01\",\"source\":\"payroll\",\"evidence\":\"sheets\"";

  private static PooledCost read(String json) {
    try {
      return PoolText.read(
          "team", (ObjectNode) new ObjectMapper().readTree(json.replace("COMMON", COMMON)));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{COMMON,'amount_usd':'12000.50','basis':'usage'}",
        "{COMMON,'amount_usd':-12,'months':6,'basis':'even','use_cases':['a','b']}",
        "{COMMON,'amount_usd':'1','until':'2026-12','basis':'direct','use_cases':['a']}",
        "{COMMON,'amount_usd':'1','basis':'headcount','units':{'a':'2.5','b':0}}",
        "{COMMON,'amount_usd':'1','basis':'custom','driver':'GB','units':{'a':7},'note':'so'}",
        "{COMMON,'amount_usd':'1','basis':'calls','serves':{'x':'0.2'},'order':1,'if_none':'even'}",
        "{COMMON,'amount_usd':'1','basis':'users'}"
      })
  void whatIsWrittenIsReadAgain(String json) {
    PooledCost pool = read(json.replace('\'', '"'));

    assertThat(PoolText.read("team", PoolText.write(pool))).isEqualTo(pool);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{COMMON,'amount_usd':'1.234','basis':'even'} | to the cent, not 0, at most 15 digits"
            + " before the point, was 1.234",
        "{COMMON,'amount_usd':'abc','basis':'even'} | field 'amount_usd' is a decimal number as"
            + " 1234.56, was \"abc\"",
        "{COMMON,'basis':'even'} | field 'amount_usd' is missing",
        "{COMMON,'amount_usd':'1','basis':'odd'} | field 'basis' is one of [direct, even, usage,"
            + " calls, users, headcount, custom], was 'odd'",
        "{COMMON,'amount_usd':'1','basis':'direct'} | field 'use_cases' names the one use case of"
            + " basis direct, was []",
        "{COMMON,'amount_usd':'1','basis':'headcount'} | field 'units' names 1 use case at least,"
            + " was 0",
        "{COMMON,'amount_usd':'1','basis':'headcount','units':{'a':-1}} | numbers that are not"
            + " negative, was -1 of 'a'",
        "{COMMON,'amount_usd':'1','basis':'usage','units':{'a':1}} | field 'units' is of basis"
            + " headcount or custom, was of usage",
        "{COMMON,'amount_usd':'1','basis':'custom','units':{'a':1}} | basis custom, and no other,"
            + " has a 'driver', was custom with none",
        "{COMMON,'amount_usd':'1','basis':'even','months':3,'until':'2026-05'} | was both",
        "{COMMON,'amount_usd':'1','basis':'even','months':0} | field 'months' is 1 to 120, was 0",
        "{COMMON,'amount_usd':'1','basis':'even','order':2000} | field 'order' is 0 to 1000, was"
            + " 2000",
        "{COMMON,'amount_usd':'1','basis':'even','serves':{'x':'0.6','y':'0.5'}} | add up to at"
            + " most 1, was {x=0.6, y=0.5}",
        "{COMMON,'amount_usd':'1','basis':'even','serves':{'team':'0.6'}} | was the pool itself,"
            + " 'team'",
        "{COMMON,'amount_usd':'1','basis':'even','colour':'red'} | there is no field 'colour'",
        "{'category':'x','amount_usd':'1','basis':'even'} | field 'category' is one of [seats,"
            + " gpus,",
        "{'category':'data','from':'2026-13','amount_usd':'1','basis':'even'} | field 'from' is a"
            + " month as 2026-10, was '2026-13'",
        "{'category':'data','from':'2026-01','amount_usd':'1','basis':'even'} | field 'source' is"
            + " missing",
        "{'category':'data','from':'2026-01','amount_usd':'1','basis':'even','source':'s'} | field"
            + " 'evidence' is missing",
        "{'category':'data','from':'2026-01','amount_usd':'1','basis':'even','source':'"
            + " ','evidence':'e'} | field 'source' has 1 to 1000 characters, none of them a control"
            + " one, was ' '"
      })
  void whatIsWrongIsRefusedByPoolFieldRuleAndValue(String json, String message) {
    assertThatThrownBy(() -> read(json.replace('\'', '"')))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("pool 'team': ")
        .hasMessageContaining(message);
  }

  @Test
  void aNameIsOneOfAPath() {
    assertThatThrownBy(() ->
            PoolText.read(
                "a/b", PoolText.write(read("{COMMON,\"amount_usd\":1,\"basis\":\"even\"}"))))
        .hasMessageContaining("was 'a/b'");
  }
}
