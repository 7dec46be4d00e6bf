package dev.weir.value.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalJsonTest {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"b\": 1.50, \"a\": [true, null]}|{\"a\":[true,null],\"b\":1.5}",
        "{\"n\": 1e3, \"m\": 0.000}|{\"m\":0,\"n\":1000}",
        "{\"t\": \"a\\\"b\\u00e9\"}|{\"t\":\"a\\\"b\u00e9\"}"
      })
  void oneContentHasOneText(String json, String canonical) throws JsonProcessingException {
    assertThat(CanonicalJson.write(MAPPER.readTree(json))).isEqualTo(canonical);
    assertThat(CanonicalJson.write(MAPPER.readTree(canonical))).isEqualTo(canonical);
  }

  /// `printf '{"a":1}' | sha256sum`.
  @Test
  void anybodyCanRecomputeTheHash() {
    var pack = EvidencePack.of(MAPPER.createObjectNode().put("a", 1));

    assertThat(pack.sha256())
        .isEqualTo("015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862");
    assertThat(pack.isWhole()).isTrue();
  }
}
