package dev.weir.flow.conversation;

import dev.weir.base.wire.JsonSlice;
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
      implements Format {}
}
