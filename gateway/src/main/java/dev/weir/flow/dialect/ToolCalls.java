package dev.weir.flow.dialect;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonFault;
import dev.weir.flow.catalogue.Meter;
import java.util.EnumMap;
import java.util.Map;

/// What the items of a response say of the provider's own tools that are billed by the call, which
/// its usage does not say. One thread.
///
/// Of searches of the web only those that search are: a page that is opened, or searched itself, is
/// not.
final class ToolCalls implements Reading {
  private final Map<Meter, Long> counts = new EnumMap<>(Meter.class);
  private final Reading own = this::member;
  private final Reading actionMember = this::actionMember;
  private String type = "";
  private String action = "";

  /// A list of items begins: it has all that were said before.
  void begin() {
    counts.clear();
  }

  Map<Meter, Long> counts() {
    return counts;
  }

  /// Reads an item for its tool alone.
  @Override
  public void on(JsonCursor cursor) throws JsonFault {
    item(cursor, own);
  }

  /// Reads an item.
  ///
  /// @param members its members, of which [#member] is given the `type` and the `action`
  void item(JsonCursor cursor, Reading members) throws JsonFault {
    type = "";
    action = "";
    Reading.members(cursor, members);
    switch (type) {
      case "web_search_call" -> {
        if (action.isEmpty() || action.equals("search")) {
          counts.merge(Meter.WEB_SEARCH, 1L, Long::sum);
        }
      }
      case "file_search_call" -> counts.merge(Meter.FILE_SEARCH, 1L, Long::sum);
      default -> {}
    }
  }

  /// Reads a member that tells a tool, and passes over others.
  void member(JsonCursor cursor) throws JsonFault {
    switch (cursor.name()) {
      case "type" -> type = AnswerFacts.text(cursor, type);
      case "action" -> Reading.members(cursor, actionMember);
      default -> cursor.skip();
    }
  }

  private void actionMember(JsonCursor cursor) throws JsonFault {
    if (cursor.name().equals("type")) {
      action = AnswerFacts.text(cursor, action);
    } else {
      cursor.skip();
    }
  }
}
