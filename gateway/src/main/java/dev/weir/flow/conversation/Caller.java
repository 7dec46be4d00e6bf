package dev.weir.flow.conversation;

import dev.weir.base.wire.JsonSlice;
import java.util.Map;

/// What a request says of who asks, and of what it wants told.
///
/// @param user empty if not said
/// @param usageInStream whether a stream has to end with its usage, where a wire leaves that to the
///   caller
/// @param metadata the caller's own notes, each a JSON string
public record Caller(String user, boolean usageInStream, Map<String, JsonSlice> metadata) {
  public Caller {
    metadata = Map.copyOf(metadata);
  }
}
