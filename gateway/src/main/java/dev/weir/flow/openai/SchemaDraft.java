package dev.weir.flow.openai;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.conversation.Format;
import java.util.Optional;

/// The form of an answer being read: both wires describe it by the same members. Owned by one
/// reading.
final class SchemaDraft {
  private static final JsonSlice ANYTHING = JsonSlice.of("{}");

  private final String path;
  private final RequestDraft draft;
  private String name = "";
  private Optional<JsonSlice> description = Optional.empty();
  private JsonSlice schema = ANYTHING;
  private Optional<Boolean> strict = Optional.empty();

  SchemaDraft(String path, RequestDraft draft) {
    this.path = path;
    this.draft = draft;
  }

  void member(String member, JsonCursor cursor) throws JsonFault {
    switch (member) {
      case "name" -> name = Walk.text(member, cursor);
      case "description" -> description = Optional.of(Walk.string(member, cursor));
      case "schema" -> schema = Walk.object(member, cursor);
      case "strict" -> strict = Optional.of(Walk.flag(member, cursor));
      default -> draft.lost(path + "." + member, cursor);
    }
  }

  Format format(String type) {
    return switch (type) {
      case "text" -> Format.Plain.PLAIN;
      case "json_object" -> Format.AnyJson.ANY_JSON;
      case "json_schema" -> new Format.Schema(name, description, schema, strict);
      default -> {
        draft.losses.lost(path + "." + type, RequestDraft.NO_WORD);
        yield Format.Plain.PLAIN;
      }
    };
  }
}
