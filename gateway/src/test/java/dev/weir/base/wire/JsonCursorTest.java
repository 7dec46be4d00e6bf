package dev.weir.base.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weir.base.wire.JsonCursor.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonCursorTest {
  @Test
  void knowsWhereEveryValueLies() throws JsonFault {
    String json =
        " { \"text\" : \"é\\u00e9 \\\" 漢\", \"whole\":-12,\"part\": 1.5e3 , \"yes\":true,\"no\" :false,"
            + "\"nil\":null,\"list\":[1, [2], {\"a\":\"}\"}] ,\"object\":{\"a\":{}},\"last\":7}\n";
    byte[] bytes = json.getBytes(UTF_8);
    var values = new ArrayList<String>();
    try (JsonCursor cursor = JsonCursor.over(bytes)) {
      while (cursor.nextMember()) {
        int from = cursor.start();
        cursor.skip();
        values.add(new String(bytes, from, cursor.end() - from, UTF_8));
      }
      cursor.requireEnd();
    }
    assertThat(values)
        .containsExactly(
            "\"é\\u00e9 \\\" 漢\"",
            "-12",
            "1.5e3",
            "true",
            "false",
            "null",
            "[1, [2], {\"a\":\"}\"}]",
            "{\"a\":{}}",
            "7");
  }

  @Test
  void positionsCountFromTheStartOfTheWholeArray() throws JsonFault {
    byte[] bytes = "data: {\"a\":12}".getBytes(UTF_8);
    try (JsonCursor cursor = JsonCursor.over(bytes, 6, bytes.length)) {
      assertThat(cursor.nextMember()).isTrue();
      assertThat(List.of(cursor.start(), cursor.end())).containsExactly(11, 13);
    }
  }

  @Test
  void aFaultNamesTheByteAndNotTheBody() {
    byte[] bytes = "{\"secret\": tru}".getBytes(UTF_8);
    var fault =
        catchThrowableOfType(
            JsonFault.class,
            () -> {
              JsonCursor cursor = JsonCursor.over(bytes);
              cursor.nextMember();
              cursor.skip();
            });
    assertThat(fault).hasMessageNotContaining("tru").hasMessageNotContaining("secret");
    assertThat(fault.position()).isBetween(11L, 15L);
  }

  @Test
  void anIntegerBeyondLongIsNoInteger() throws JsonFault {
    byte[] bytes = "99999999999999999999".getBytes(UTF_8);
    try (JsonCursor cursor = JsonCursor.over(bytes)) {
      assertThat(cursor.kind()).isEqualTo(Kind.INTEGER);
      assertThat(cursor.integer()).isEqualTo(-1);
    }
  }
}
