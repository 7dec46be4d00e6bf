package dev.weir.base.wire;

/// Finds the members of one JSON object by scanning brackets and quotes, without parsing values.
///
/// For objects that another party has written and Weir only edits: bytes that are no JSON end the
/// walk early, they are not diagnosed. Reusable; allocates nothing. One thread.
public final class TopMembers {
  private byte[] bytes = new byte[0];
  private int to;
  private int at;
  private int nameFrom;
  private int nameTo;
  private int valueFrom;
  private int valueTo;
  private int commaBefore;
  private boolean whole;

  /// Starts a walk over the object in a part of an array.
  public void over(byte[] array, int from, int end) {
    bytes = array;
    to = end;
    whole = false;
    commaBefore = -1;
    valueTo = -1;
    int open = Scan.skipSpace(array, from, end);
    at = open < end && array[open] == '{' ? open + 1 : end;
  }

  /// Steps to the next member; false at the end, and where the bytes are no JSON object.
  public boolean next() {
    int i = Scan.skipSpace(bytes, at, to);
    if (i < to && bytes[i] == '}') {
      whole = Scan.skipSpace(bytes, i + 1, to) == to;
      return false;
    }
    if (valueTo >= 0 && i < to && bytes[i] == ',') {
      commaBefore = i;
      i = Scan.skipSpace(bytes, i + 1, to);
    }
    if (i >= to || bytes[i] != '"') {
      return false;
    }
    nameFrom = i;
    nameTo = endOfString(i);
    int colon = Scan.skipSpace(bytes, nameTo, to);
    if (colon >= to || bytes[colon] != ':') {
      return false;
    }
    valueFrom = Scan.skipSpace(bytes, colon + 1, to);
    valueTo = endOfValue(valueFrom);
    at = valueTo;
    return valueTo > valueFrom;
  }

  /// True once the walk has seen the object's end and nothing behind it.
  public boolean whole() {
    return whole;
  }

  public boolean nameIs(byte[] word) {
    return nameTo - nameFrom == word.length + 2
        && Scan.startsWith(bytes, nameFrom + 1, nameTo, word);
  }

  /// The member's name, escapes undone.
  public String name() throws JsonFault {
    try (JsonCursor cursor = JsonCursor.over(bytes, nameFrom, nameTo)) {
      return cursor.text();
    }
  }

  /// The first byte of the member's name, its quote.
  public int from() {
    return nameFrom;
  }

  /// Behind the last byte of the member's value.
  public int to() {
    return valueTo;
  }

  public boolean valueIs(byte[] word) {
    return valueTo - valueFrom == word.length && Scan.startsWith(bytes, valueFrom, valueTo, word);
  }

  /// The value if it is a text of printable ASCII without escapes; else empty.
  public String plainText() {
    boolean plain = bytes[valueFrom] == '"' && Scan.isPlainText(bytes, valueFrom + 1, valueTo - 1);
    return plain ? Scan.text(bytes, valueFrom + 1, valueTo - 1) : "";
  }

  /// The value's first byte: `{` of an object, `[` of an array.
  public byte valueStart() {
    return bytes[valueFrom];
  }

  /// True for `[]`, with or without white space.
  public boolean valueIsEmptyArray() {
    return bytes[valueFrom] == '[' && Scan.skipSpace(bytes, valueFrom + 1, valueTo) == valueTo - 1;
  }

  /// Where a cut must start to take the member and one comma out of the object.
  public int cutFrom() {
    return commaBefore >= 0 ? commaBefore : nameFrom;
  }

  /// Where that cut ends.
  public int cutTo() {
    int next = Scan.skipSpace(bytes, valueTo, to);
    if (commaBefore < 0 && next < to && bytes[next] == ',') {
      return Scan.skipSpace(bytes, next + 1, to);
    }
    return valueTo;
  }

  private int endOfString(int quote) {
    int i = quote + 1;
    while (i < to && bytes[i] != '"') {
      i += bytes[i] == '\\' ? 2 : 1;
    }
    return Math.min(i + 1, to);
  }

  private int endOfValue(int from) {
    int depth = 0;
    int i = from;
    while (i < to) {
      switch (bytes[i]) {
        case '"' -> i = endOfString(i) - 1;
        case '{', '[' -> depth++;
        case '}', ']' -> {
          if (depth == 0) {
            return i;
          }
          depth--;
        }
        case ',', ' ', '\t', '\n', '\r' -> {
          if (depth == 0) {
            return i;
          }
        }
        default -> {}
      }
      i++;
      if (depth == 0 && closes(bytes[i - 1])) {
        return i;
      }
    }
    return i;
  }

  private static boolean closes(byte b) {
    return b == '}' || b == ']' || b == '"';
  }
}
