package dev.weir.base.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSliceTest {
  @ParameterizedTest
  @ValueSource(strings = {"\"a\\u00e9\\n\"", "{\"b\": [1, 2.50]}", "-0.10", "[ ]", "null", "\"\""})
  void isTheBytesOfTheValueTheCursorStandsOn(String value) throws Exception {
    byte[] document = ("{\"before\":1, \"it\" : " + value + " , \"behind\":[2]}").getBytes(UTF_8);
    try (JsonCursor cursor = JsonCursor.over(document)) {
      cursor.nextMember();
      cursor.nextMember();

      assertThat(cursor.slice().json()).isEqualTo(value);
      assertThat(cursor.nextMember()).isTrue();
      assertThat(cursor.name()).isEqualTo("behind");
    }
  }

  @Test
  void isWrittenAsItCame() {
    byte[] written =
        new JsonOutput()
            .object()
            .number("n", 1)
            .value("schema", JsonSlice.of("{\"a\" : 1e2}"))
            .array("list")
            .value(JsonSlice.of("\"\\u0041\""))
            .value(JsonSlice.of("2"))
            .array()
            .endArray()
            .endArray()
            .joined("text", List.of(JsonSlice.of("\"a\\n\""), JsonSlice.of("\"\\u00e9\"")))
            .joined("empty", List.of())
            .flag("last", true)
            .endObject()
            .bytes();

    assertThat(new String(written, UTF_8))
        .isEqualTo(
            "{\"n\":1,\"schema\":{\"a\" : 1e2},\"list\":[\"\\u0041\",2,[]],"
                + "\"text\":\"a\\n\\u00e9\",\"empty\":\"\",\"last\":true}");
  }

  @Test
  void equalsAnotherOfTheSameBytesWhereverTheyLie() {
    byte[] within = "[12]".getBytes(UTF_8);

    assertThat(new JsonSlice(within, 1, 3))
        .isEqualTo(JsonSlice.of("12"))
        .hasSameHashCodeAs(JsonSlice.of("12"))
        .isNotEqualTo(JsonSlice.of("13"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`\"{\\\"a\\\":1}\"`, `{\"a\":1}`",
        "`\"\"`, `\"\"`",
        "`\"not json\"`, `\"not json\"`",
        "`\"1 2\"`, `\"1 2\"`",
        "`{}`, `{}`",
      })
  void theJsonWithinAStringIsTakenOutWhereItIsOne(String slice, String expected) {
    assertThat(JsonSlice.of(slice).unquoted().json()).isEqualTo(expected);
  }

  @Test
  void aTextIsReadAndWrittenWithItsEscapes() {
    String text = "a \"quoted\" \u00e9 \ud83d\ude00 \n end";

    assertThat(JsonSlice.quoted(text).text()).isEqualTo(text);
    assertThat(JsonSlice.quoted(text).asString().unquoted().text()).isEqualTo(text);
    assertThat(JsonSlice.of("12").text()).isEmpty();
  }

  @Test
  void tellsNothingOfItsContent() {
    assertThat(JsonSlice.quoted("secret")).hasToString("JsonSlice[8 bytes]");
  }

  @Test
  void liesWithinItsBytes() {
    assertThatThrownBy(() -> new JsonSlice(new byte[3], 2, 4))
        .hasMessage("a slice lies within its 3 bytes and is not empty, was 2 to 4");
  }
}
