package dev.weir.flow.route;

import dev.weir.flow.dialect.Ask;
import dev.weir.flow.dialect.Wire;
import dev.weir.flow.identity.Tags;

/// What of a call a route may go by.
///
/// @param tags those accepted for its principal
public record Traits(
    Tags tags, Wire wire, boolean stream, boolean tools, boolean pictures, long bodyBytes) {

  public static Traits of(Tags tags, Ask ask, long bodyBytes) {
    return new Traits(
        tags, ask.wire(), ask.stream(), ask.tools() > 0, ask.bulk().images() > 0, bodyBytes);
  }

  /// Empty if the call has no such tag.
  String tag(String name) {
    return tags.valueOrEmpty(name);
  }
}
