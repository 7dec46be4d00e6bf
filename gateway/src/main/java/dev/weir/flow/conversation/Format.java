package dev.weir.flow.conversation;

import dev.weir.base.wire.JsonSlice;
import dev.weir.base.wire.Scan;
import dev.weir.base.wire.TopMembers;
import java.util.Optional;

/// The form an answer's text must have.
public sealed interface Format {

  /// Nothing was said.
  enum Plain implements Format {
    PLAIN
  }

  /// Some JSON.
  enum AnyJson implements Format {
    ANY_JSON
  }

  /// JSON of a schema.
  ///
  /// @param name empty if the wire gives it none
  /// @param description a JSON string
  /// @param schema an object
  /// @param strict whether the provider has to keep to it; empty if not said
  record Schema(
      String name, Optional<JsonSlice> description, JsonSlice schema, Optional<Boolean> strict)
      implements Format {
    private static final byte[] DESCRIPTION = Scan.ascii("description");

    /// The schema with its description in it, for wires that have none beside it.
    public JsonSlice described() {
      if (description.isEmpty()) {
        return schema;
      }
      boolean empty = true;
      var members = new TopMembers();
      members.over(schema.bytes(), schema.from(), schema.to());
      while (members.next()) {
        empty = false;
        if (members.nameIs(DESCRIPTION)) {
          return schema;
        }
      }
      String rest = schema.json().substring(1);
      return JsonSlice.of(
          "{\"description\":" + description.get().json() + (empty ? "" : ",") + rest);
    }
  }
}
