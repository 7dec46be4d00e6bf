package dev.weir.flow.route;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A route has one form, and what is not of it is refused by its name.
class RouteTest {
  private static Route parse(String json) {
    return Route.parse(json.getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"target\":\"openai/gpt-4o\"}",
        "{\"target\":\"router/meta/llama-4\",\"proof\":\"ev_7\"}",
        "{\"fallback\":[{\"target\":\"openai/gpt-4o\"},{\"split\":[{\"arm\":\"a\",\"weight\":9,\"target\":\"claude/claude-sonnet-4-5\"},{\"arm\":\"b\",\"weight\":1,\"target\":\"claude/claude-haiku-4-5\"}],\"by\":\"session\"}],\"proof_required\":true}",
        "{\"pool\":[{\"target\":\"a/x\"},{\"target\":\"b/x\",\"proof\":\"ev_7\"}]}",
        "{\"when\":[{\"if\":{\"tags\":{\"plan\":[],\"team\":[\"blue\",\"red\"]},\"wires\":[\"openai.chat\"],\"stream\":true,\"tools\":false,\"pictures\":true,\"body_bytes\":{\"min\":1,\"max\":900}},\"target\":\"a/x\"}],\"otherwise\":{\"target\":\"b/y\"}}"
      })
  void whatIsReadIsWrittenAsItWas(String json) {
    assertThat(new String(parse(json).json(), UTF_8)).isEqualTo(json);
    assertThat(parse(json)).isEqualTo(Route.parse(parse(json).json()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"target\":\"a/x\",\"weigth\":3} | 'weigth' is not known here",
        "{\"target\":\"a/x\",\"weight\":3} | 'weight' is not known here",
        "{\"target\":\"a/x\",\"by\":\"user\"} | 'by' means nothing beside [target, by]",
        "{\"target\":\"x\"} | a target is PROVIDER/MODEL, was 'x'",
        "{\"target\":7} | 'target' must be of kind STRING, was INTEGER",
        "{} | a route has one of target, split, fallback, pool, when",
        "{\"target\":\"a/x\",\"fallback\":[{\"target\":\"a/y\"}]} | a route has one of target, split, fallback, pool, when; this one has [target, fallback]",
        "{\"fallback\":[]} | 'fallback' needs one or more routes",
        "{\"pool\":[]} | 'pool' needs one or more targets",
        "{\"pool\":[{\"fallback\":[{\"target\":\"a/x\"}]}]} | a pool has targets only, this one has [fallback]",
        "{\"fallback\":[{\"target\":\"a/x\",\"arm\":\"b\"}]} | 'arm' is not known here",
        "{\"split\":[{\"arm\":\"a\",\"target\":\"a/x\"}]} | an arm needs 'arm' and a 'weight'",
        "{\"split\":[{\"arm\":\"a\",\"weight\":0,\"target\":\"a/x\"}]} | one of a weight above 0",
        "{\"split\":[{\"arm\":\"a\",\"weight\":-1,\"target\":\"a/x\"}]} | 'weight' must be a whole number from 0 on",
        "{\"split\":[{\"arm\":\"a\",\"weight\":1,\"target\":\"a/x\"},{\"arm\":\"a\",\"weight\":1,\"target\":\"a/y\"}]} | arm 'a' is there twice",
        "{\"when\":[{\"if\":{\"tag\":{}},\"target\":\"a/x\"}],\"otherwise\":{\"target\":\"a/y\"}} | 'tag' is not known here",
        "{\"when\":[{\"if\":{},\"target\":\"a/x\"}],\"otherwise\":{\"target\":\"a/y\"}} | 'if' asks for nothing",
        "{\"when\":[{\"if\":{\"wires\":[\"smtp\"]},\"target\":\"a/x\"}],\"otherwise\":{\"target\":\"a/y\"}} | 'smtp' is no wire",
        "{\"when\":[{\"if\":{\"stream\":true},\"target\":\"a/x\"}]} | 'when' needs 'otherwise'",
        "{\"when\":[{\"target\":\"a/x\"}],\"otherwise\":{\"target\":\"a/y\"}} | an item of 'when' needs 'if'",
        "{\"target\":\"a/x\",\"target\":\"a/y\"} | a member is given twice in one object"
      })
  void whatIsNotOfItsFormIsRefusedByName(String json, String message) {
    assertThatThrownBy(() -> parse(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void itsSizeHasLimits() {
    assertThat(parse(deep(3)).targets()).hasSize(1);
    assertThatThrownBy(() -> parse(deep(4))).hasMessageContaining("at most 4 deep, was 5");
    assertThatThrownBy(() -> parse(deep(100_000))).hasMessageContaining("at most 4 deep");
    assertThat(parse(wide(32)).targets()).hasSize(32);
    assertThatThrownBy(() -> parse(wide(33))).hasMessageContaining("at most 32 targets, was 33");
    assertThatThrownBy(() -> parse(arms(101))).hasMessageContaining("1 to 100 arms");
  }

  private static String deep(int fallbacks) {
    return "{\"fallback\":[".repeat(fallbacks) + "{\"target\":\"a/x\"}" + "]}".repeat(fallbacks);
  }

  private static String wide(int targets) {
    return IntStream.range(0, targets)
        .mapToObj("{\"target\":\"a/%d\"}"::formatted)
        .collect(Collectors.joining(",", "{\"fallback\":[", "]}"));
  }

  private static String arms(int count) {
    return IntStream.range(0, count)
        .mapToObj("{\"arm\":\"%1$d\",\"weight\":1,\"target\":\"a/x\"}"::formatted)
        .collect(Collectors.joining(",", "{\"split\":[", "]}"));
  }
}
