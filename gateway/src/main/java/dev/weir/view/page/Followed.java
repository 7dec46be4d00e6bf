package dev.weir.view.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// What a page tells a browser that stays on it. Of one browser; used by one thread, which it may
/// block.
public interface Followed {

  /// @param name by which the browser's script tells it from others
  record Event(String name, JsonNode data) {
    /// As it goes over the wire: JSON has no line breaks.
    public String text() {
      return "event: %s\ndata: %s\n\n".formatted(name, data);
    }
  }

  /// What has come since it was asked last; what the API refuses ends the stream.
  ///
  /// @param visit of this moment
  List<Event> next(Visit visit);
}
