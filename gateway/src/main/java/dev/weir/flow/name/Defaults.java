package dev.weir.flow.name;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonOutput;
import dev.weir.base.wire.JsonSlice;
import java.util.Optional;
import java.util.OptionalInt;

/// How a prompt's answers are generated where the call does not say.
///
/// @param temperature as it is written in requests, as is `topP`
/// @param maxTokens most output tokens
public record Defaults(
    Optional<JsonSlice> temperature, Optional<JsonSlice> topP, OptionalInt maxTokens) {
  static final Defaults NONE =
      new Defaults(Optional.empty(), Optional.empty(), OptionalInt.empty());

  private static final int MAX_TOKENS = 10_000_000;
  private static final double TEMPERATURE_MAX = 2;
  private static final double TOP_P_MAX = 1;

  public Defaults {
    temperature.ifPresent(number -> requireUpTo("temperature", number, TEMPERATURE_MAX));
    topP.ifPresent(number -> requireUpTo("top_p", number, TOP_P_MAX));
    if (maxTokens.isPresent() && (maxTokens.getAsInt() < 1 || maxTokens.getAsInt() > MAX_TOKENS)) {
      throw new IllegalArgumentException(
          "max_tokens is 1 to %d, was %d".formatted(MAX_TOKENS, maxTokens.getAsInt()));
    }
  }

  private static void requireUpTo(String name, JsonSlice number, double max) {
    double value = Double.parseDouble(number.json());
    if (!(value >= 0 && value <= max)) {
      throw new IllegalArgumentException("%s is 0 to %s, was %s".formatted(name, max, value));
    }
  }

  static Defaults read(JsonCursor cursor) throws JsonFault {
    Draft draft = new Draft();
    Form.object(cursor, "temperature, top_p, max_tokens", draft::member);
    return new Defaults(draft.temperature, draft.topP, draft.maxTokens);
  }

  /// One being read.
  private static final class Draft {
    private Optional<JsonSlice> temperature = Optional.empty();
    private Optional<JsonSlice> topP = Optional.empty();
    private OptionalInt maxTokens = OptionalInt.empty();

    boolean member(String name, JsonCursor value) throws JsonFault {
      switch (name) {
        case "temperature" -> temperature = Optional.of(number(value));
        case "top_p" -> topP = Optional.of(number(value));
        case "max_tokens" -> maxTokens = OptionalInt.of(Form.whole(value));
        default -> {
          return false;
        }
      }
      return true;
    }

    private static JsonSlice number(JsonCursor value) throws JsonFault {
      if (!value.is(Kind.INTEGER) && !value.is(Kind.DECIMAL)) {
        throw new JsonFault("a number is needed, was of kind " + value.kind(), value.start());
      }
      return JsonSlice.of(value.slice().json());
    }
  }

  void write(JsonOutput json) {
    json.object("defaults");
    temperature.ifPresent(number -> json.value("temperature", number));
    topP.ifPresent(number -> json.value("top_p", number));
    maxTokens.ifPresent(tokens -> json.number("max_tokens", tokens));
    json.endObject();
  }
}
