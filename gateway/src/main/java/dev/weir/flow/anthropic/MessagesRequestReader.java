package dev.weir.flow.anthropic;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.conversation.Caller;
import dev.weir.flow.conversation.Conversation;
import dev.weir.flow.conversation.Format;
import dev.weir.flow.conversation.Losses;
import dev.weir.flow.conversation.Reasoning;
import dev.weir.flow.conversation.RequestReader;
import dev.weir.flow.conversation.Role;
import dev.weir.flow.conversation.Sampling;
import dev.weir.flow.conversation.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads a request of Anthropic's messages.
public final class MessagesRequestReader implements RequestReader {

  @Override
  public Conversation read(Asked asked, byte[] body, Losses losses) throws JsonFault {
    var draft = new Draft(losses);
    try (JsonCursor cursor = JsonCursor.over(body)) {
      cursor.require(Kind.OBJECT);
      while (cursor.nextMember()) {
        if (!cursor.is(Kind.NULL)) {
          draft.member(cursor.name(), cursor);
        }
      }
    }
    return draft.conversation(asked);
  }

  /// One request being read.
  private static final class Draft {
    private final Losses losses;
    private final MessagesContent content;
    private final MessagesTools tools;
    private final List<Turn> turns = new ArrayList<>();
    private final List<JsonSlice> stop = new ArrayList<>();
    private OptionalLong maxTokens = OptionalLong.empty();
    private OptionalLong topK = OptionalLong.empty();
    private Optional<JsonSlice> temperature = Optional.empty();
    private Optional<JsonSlice> topP = Optional.empty();
    private Format format = Format.Plain.PLAIN;
    private Reasoning reasoning = Reasoning.Unstated.UNSTATED;
    private String effort = "";
    private String user = "";

    private Draft(Losses losses) {
      this.losses = losses;
      this.content = new MessagesContent(losses);
      this.tools = new MessagesTools(losses);
    }

    private void member(String name, JsonCursor cursor) throws JsonFault {
      switch (name) {
        case "model", "stream" -> cursor.skip(); // said by whoever asked
        case "max_tokens" -> maxTokens = OptionalLong.of(cursor.require(Kind.INTEGER).integer());
        case "system" -> turns.addFirst(new Turn(Role.SYSTEM, content.system(cursor), -1));
        case "messages" -> messages(cursor);
        case "temperature" -> temperature = Optional.of(cursor.slice());
        case "top_p" -> topP = Optional.of(cursor.slice());
        case "top_k" -> topK = OptionalLong.of(cursor.require(Kind.INTEGER).integer());
        case "stop_sequences" -> {
          cursor.require(Kind.ARRAY);
          while (cursor.nextElement()) {
            stop.add(cursor.slice(Kind.STRING));
          }
        }
        case "tools" -> tools.list(cursor);
        case "tool_choice" -> tools.choice(cursor);
        case "thinking" -> thinking(cursor);
        case "output_config" -> outputConfig(cursor);
        case "output_format" -> format("output_format.", cursor);
        case "metadata" -> metadata(cursor);
        case "service_tier" -> unless("auto", name, cursor);
        case "speed" -> unless("standard", name, cursor);
        default -> unknown(name, cursor);
      }
    }

    private void unknown(String field, JsonCursor cursor) throws JsonFault {
      losses.lost(field, MessagesContent.OWN);
      cursor.skip();
    }

    /// A member whose usual value says nothing.
    private void unless(String usual, String field, JsonCursor cursor) throws JsonFault {
      if (!cursor.text().equals(usual)) {
        losses.lost(field, MessagesContent.OWN);
      }
    }

    private void messages(JsonCursor cursor) throws JsonFault {
      cursor.require(Kind.ARRAY);
      for (int at = 0; cursor.nextElement(); at++) {
        turns.add(content.turn(cursor, at));
      }
    }

    private void thinking(JsonCursor cursor) throws JsonFault {
      cursor.require(Kind.OBJECT);
      String type = "";
      long budget = -1;
      while (cursor.nextMember()) {
        switch (cursor.name()) {
          case "type" -> type = cursor.text();
          case "budget_tokens" -> budget = cursor.integer();
          case "display" -> unless("summarized", "thinking.display", cursor);
          default -> unknown("thinking." + cursor.name(), cursor);
        }
      }
      switch (type) {
        case "disabled" -> reasoning = Reasoning.Off.OFF;
        case "adaptive" -> reasoning = Reasoning.Adaptive.ADAPTIVE;
        case "enabled" -> reasoning = new Reasoning.Budget(budget);
        default -> losses.lost("thinking.type", MessagesContent.OWN);
      }
    }

    private void outputConfig(JsonCursor cursor) throws JsonFault {
      cursor.require(Kind.OBJECT);
      while (cursor.nextMember()) {
        if (cursor.is(Kind.NULL)) {
          continue;
        }
        switch (cursor.name()) {
          case "format" -> format("output_config.format.", cursor);
          case "effort" -> effort = cursor.text();
          default -> unknown("output_config." + cursor.name(), cursor);
        }
      }
    }

    private void format(String path, JsonCursor cursor) throws JsonFault {
      cursor.require(Kind.OBJECT);
      while (cursor.nextMember()) {
        switch (cursor.name()) {
          case "type" -> unless("json_schema", path + "type", cursor);
          case "schema" ->
              format =
                  new Format.Schema(
                      "", Optional.empty(), cursor.slice(Kind.OBJECT), Optional.empty());
          default -> unknown(path + cursor.name(), cursor);
        }
      }
    }

    private void metadata(JsonCursor cursor) throws JsonFault {
      cursor.require(Kind.OBJECT);
      while (cursor.nextMember()) {
        if (cursor.name().equals("user_id")) {
          user = cursor.text();
        } else {
          unknown("metadata." + cursor.name(), cursor);
        }
      }
    }

    private Conversation conversation(Asked asked) {
      return new Conversation(
          asked.model(),
          asked.stream(),
          turns,
          tools.tools(),
          new Sampling(
              maxTokens,
              temperature,
              topP,
              topK,
              stop,
              OptionalLong.empty(),
              Optional.empty(),
              Optional.empty(),
              1),
          format,
          reasoned(),
          new Caller(user, true, Map.of()));
    }

    /// An effort is how much to think where thinking is not stated otherwise.
    private Reasoning reasoned() {
      return switch (reasoning) {
        case Reasoning.Unstated _, Reasoning.Adaptive _ ->
            effort.isEmpty() ? reasoning : new Reasoning.Effort(effort);
        case Reasoning.Off _, Reasoning.Budget _, Reasoning.Effort _ -> {
          if (!effort.isEmpty()) {
            losses.lost("output_config.effort", "it is how much to think, which 'thinking' states");
          }
          yield reasoning;
        }
      };
    }
  }
}
