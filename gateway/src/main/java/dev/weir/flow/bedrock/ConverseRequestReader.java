package dev.weir.flow.bedrock;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.conversation.Caller;
import dev.weir.flow.conversation.Conversation;
import dev.weir.flow.conversation.Format;
import dev.weir.flow.conversation.Losses;
import dev.weir.flow.conversation.RequestReader;
import dev.weir.flow.conversation.Role;
import dev.weir.flow.conversation.Sampling;
import dev.weir.flow.conversation.Turn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads a request of Converse or ConverseStream.
public final class ConverseRequestReader implements RequestReader {

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
    private final ConverseContent content;
    private final ConverseTools tools;
    private final ConverseExtras extras;
    private final List<Turn> turns = new ArrayList<>();
    private final List<JsonSlice> stop = new ArrayList<>();
    private final Map<String, JsonSlice> metadata = new HashMap<>();
    private OptionalLong maxTokens = OptionalLong.empty();
    private Optional<JsonSlice> temperature = Optional.empty();
    private Optional<JsonSlice> topP = Optional.empty();
    private Format format = Format.Plain.PLAIN;

    private Draft(Losses losses) {
      this.losses = losses;
      this.content = new ConverseContent(losses);
      this.tools = new ConverseTools(losses);
      this.extras = new ConverseExtras(losses);
    }

    private void member(String name, JsonCursor cursor) throws JsonFault {
      switch (name) {
        case "system" -> system(cursor);
        case "messages" -> {
          cursor.require(Kind.ARRAY);
          for (int at = 0; cursor.nextElement(); at++) {
            turns.add(content.turn(cursor, at));
          }
        }
        case "inferenceConfig" -> inference(cursor);
        case "toolConfig" -> tools.config(cursor);
        case "outputConfig" -> output(cursor);
        case "additionalModelRequestFields" -> extras.read(cursor);
        case "requestMetadata" -> {
          cursor.require(Kind.OBJECT);
          while (cursor.nextMember()) {
            metadata.put(cursor.name(), cursor.slice(Kind.STRING));
          }
        }
        default -> unknown(name, cursor);
      }
    }

    private void unknown(String field, JsonCursor cursor) throws JsonFault {
      losses.lost(field, ConverseContent.OWN);
      cursor.skip();
    }

    private void system(JsonCursor cursor) throws JsonFault {
      var parts = content.system(cursor);
      if (!parts.isEmpty()) {
        turns.addFirst(new Turn(Role.SYSTEM, parts, -1));
      }
    }

    private void inference(JsonCursor cursor) throws JsonFault {
      cursor.require(Kind.OBJECT);
      while (cursor.nextMember()) {
        if (cursor.is(Kind.NULL)) {
          continue;
        }
        switch (cursor.name()) {
          case "maxTokens" -> maxTokens = OptionalLong.of(cursor.require(Kind.INTEGER).integer());
          case "temperature" -> temperature = Optional.of(cursor.slice());
          case "topP" -> topP = Optional.of(cursor.slice());
          case "stopSequences" -> {
            cursor.require(Kind.ARRAY);
            while (cursor.nextElement()) {
              stop.add(cursor.slice(Kind.STRING));
            }
          }
          default -> unknown("inferenceConfig." + cursor.name(), cursor);
        }
      }
    }

    private void output(JsonCursor cursor) throws JsonFault {
      cursor.require(Kind.OBJECT);
      while (cursor.nextMember()) {
        if (cursor.name().equals("textFormat")) {
          textFormat(cursor);
        } else {
          unknown("outputConfig." + cursor.name(), cursor);
        }
      }
    }

    private void textFormat(JsonCursor cursor) throws JsonFault {
      cursor.require(Kind.OBJECT);
      while (cursor.nextMember()) {
        switch (cursor.name()) {
          case "type" -> {
            if (!cursor.text().equals("json_schema")) {
              losses.lost("outputConfig.textFormat.type", ConverseContent.OWN);
            }
          }
          case "structure" -> structure(cursor);
          default -> unknown("outputConfig.textFormat." + cursor.name(), cursor);
        }
      }
    }

    private void structure(JsonCursor cursor) throws JsonFault {
      cursor.require(Kind.OBJECT);
      while (cursor.nextMember()) {
        if (cursor.name().equals("jsonSchema")) {
          schema(cursor);
        } else {
          unknown("outputConfig.textFormat.structure." + cursor.name(), cursor);
        }
      }
    }

    /// The schema is a text that contains JSON.
    private void schema(JsonCursor cursor) throws JsonFault {
      cursor.require(Kind.OBJECT);
      int at = cursor.start();
      String name = "";
      Optional<JsonSlice> description = Optional.empty();
      Optional<JsonSlice> schema = Optional.empty();
      while (cursor.nextMember()) {
        switch (cursor.name()) {
          case "name" -> name = cursor.text();
          case "description" -> description = Optional.of(cursor.slice(Kind.STRING));
          case "schema" -> schema = Optional.of(cursor.slice(Kind.STRING).unquoted());
          default ->
              unknown("outputConfig.textFormat.structure.jsonSchema." + cursor.name(), cursor);
        }
      }
      if (schema.filter(JsonSlice::isObject).isEmpty()) {
        throw new JsonFault("'schema' must be the text of a JSON object", at);
      }
      format = new Format.Schema(name, description, schema.get(), Optional.empty());
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
              extras.topK(),
              stop,
              OptionalLong.empty(),
              Optional.empty(),
              Optional.empty(),
              1),
          format,
          extras.reasoning(),
          new Caller("", true, metadata));
    }
  }
}
