package dev.weir.flow.name;

import dev.weir.base.wire.Cuts;
import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import java.util.ArrayList;
import java.util.List;

/// The items of an array of a request: turns, blocks, parts. One expansion.
final class Items {
  private final int open;
  private final List<Item> items;
  private final Cuts cuts;
  private boolean filled;

  /// @param from its first byte
  /// @param to behind its last byte
  /// @param role as it says; empty if it does not
  /// @param content behind the opening bracket of its content; −1 if that is no array with an item
  record Item(int from, int to, String role, int content) {}

  private Items(int open, List<Item> items, Cuts cuts) {
    this.open = open;
    this.items = items;
    this.cuts = cuts;
  }

  /// @param cursor on the array
  /// @param open behind its opening bracket
  static Items read(JsonCursor cursor, int open, Cuts cuts) throws JsonFault {
    List<Item> items = new ArrayList<>();
    while (cursor.nextElement()) {
      items.add(item(cursor));
    }
    return new Items(open, items, cuts);
  }

  private static Item item(JsonCursor cursor) throws JsonFault {
    int from = cursor.start();
    String role = "";
    int content = -1;
    if (cursor.is(Kind.OBJECT)) {
      while (cursor.nextMember()) {
        boolean isContent = cursor.name().equals("content") && cursor.is(Kind.ARRAY);
        int at = cursor.start() + 1;
        if (cursor.name().equals("role")) {
          role = cursor.text();
        } else if (isContent && cursor.nextElement()) {
          content = at;
          rest(cursor);
        } else if (!isContent) {
          cursor.skip();
        }
      }
    }
    cursor.skip();
    return new Item(from, cursor.end(), role, content);
  }

  private static void rest(JsonCursor cursor) throws JsonFault {
    do {
      cursor.skip();
    } while (cursor.nextElement());
  }

  int size() {
    return items.size();
  }

  Item at(int index) {
    return items.get(index);
  }

  /// Puts new items before one of these; before none, at the end.
  void insert(int index, List<String> json) {
    String all = String.join(",", json);
    if (all.isEmpty()) {
      return;
    }
    if (index < items.size()) {
      cuts.insert(items.get(index).from(), all + ",");
    } else if (items.isEmpty()) {
      cuts.insert(open, filled ? "," + all : all);
      filled = true;
    } else {
      cuts.insert(items.getLast().to(), "," + all);
    }
  }
}
