package dev.weir.base.wire;

import java.nio.charset.StandardCharsets;

/// One event of an answer, as a view of the bytes it came in. Valid only while its sink runs; owned
/// by its reader, which may reuse it.
public final class WireEvent {
  byte[] bytes = new byte[0];
  int from;
  int to;
  int dataFrom;
  int dataTo;
  int dataLines;
  int nameFrom;
  int nameTo;
  private byte[] joined = new byte[0];
  private boolean elsewhere;
  private String said = "";
  private boolean failed;

  WireEvent() {}

  /// The array that holds the event, and perhaps its neighbours.
  public byte[] bytes() {
    return bytes;
  }

  /// The event's first byte.
  public int from() {
    return from;
  }

  /// Behind the event's last byte: of a server-sent one, behind the blank line that ends it.
  public int to() {
    return to;
  }

  /// How many `data` lines it has; 0 for a comment or a lone blank line. A whole body and a binary
  /// message count as one.
  public int dataLines() {
    return dataLines;
  }

  /// The array that holds the data: [#bytes], or another one if it is not in one piece there.
  public byte[] data() {
    return elsewhere ? joined : bytes;
  }

  public int dataFrom() {
    return elsewhere ? 0 : dataFrom;
  }

  public int dataTo() {
    return elsewhere ? joined.length : dataTo;
  }

  public boolean dataIs(String ascii) {
    return dataLines > 0
        && dataTo() - dataFrom() == ascii.length()
        && Scan.startsWith(data(), dataFrom(), dataTo(), ascii);
  }

  /// Whether its framing says that it is an error: then [#name] says which.
  public boolean failed() {
    return failed;
  }

  /// The event's name, or empty.
  public String name() {
    if (!said.isEmpty()) {
      return said;
    }
    return new String(bytes, nameFrom, nameTo - nameFrom, StandardCharsets.UTF_8);
  }

  void begin(byte[] buffer, int start) {
    bytes = buffer;
    from = start;
    dataLines = 0;
    elsewhere = false;
    said = "";
    failed = false;
    nameFrom = start;
    nameTo = start;
  }

  void data(int start, int end) {
    dataLines++;
    if (dataLines == 1) {
      dataFrom = start;
      dataTo = end;
      return;
    }
    int length = dataLines == 2 ? dataTo - dataFrom : joined.length;
    byte[] longer = new byte[length + 1 + end - start];
    System.arraycopy(dataLines == 2 ? bytes : joined, data0(), longer, 0, length);
    longer[length] = '\n';
    System.arraycopy(bytes, start, longer, length + 1, end - start);
    joined = longer;
    elsewhere = true;
  }

  /// The name, where the framing has it apart from the data.
  void says(String name, boolean error) {
    said = name;
    failed = error;
  }

  void insteadOfData(byte[] other) {
    joined = other;
    elsewhere = true;
  }

  private int data0() {
    return dataLines == 2 ? dataFrom : 0;
  }
}
