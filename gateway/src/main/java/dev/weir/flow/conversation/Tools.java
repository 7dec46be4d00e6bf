package dev.weir.flow.conversation;

import dev.weir.base.wire.JsonSlice;
import java.util.List;
import java.util.Optional;

/// The tools a model may use.
///
/// @param parallel whether it may use several at once; empty if not said
public record Tools(List<Tool> list, ToolChoice choice, Optional<Boolean> parallel) {
  public static final Tools NONE =
      new Tools(List.of(), ToolChoice.Unstated.UNSTATED, Optional.empty());

  public Tools {
    list = List.copyOf(list);
  }

  /// @param description a JSON string
  /// @param schema of the arguments, an object
  /// @param strict whether the provider has to keep to the schema; empty if not said
  public record Tool(
      String name,
      Optional<JsonSlice> description,
      JsonSlice schema,
      Optional<Boolean> strict,
      boolean cached) {}
}
