package dev.weir.flow.conversation;

import dev.weir.base.wire.JsonSlice;

/// Where a picture or document is. A provider's own file id is none: it means nothing elsewhere.
public sealed interface Media {

  /// In the request itself.
  ///
  /// @param type MIME type: `image/png`
  /// @param data base64, a JSON string
  record Inline(String type, JsonSlice data) implements Media {}

  /// To be fetched by the provider.
  ///
  /// @param type MIME type; empty if not said
  /// @param url a JSON string
  record Link(String type, JsonSlice url) implements Media {}
}
