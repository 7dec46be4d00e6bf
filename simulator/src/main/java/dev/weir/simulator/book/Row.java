package dev.weir.simulator.book;

import org.jspecify.annotations.Nullable;

/// One request in the book. All fields are read and changed under the book's lock only.
public final class Row {
  private final long id;
  final long atMillis;
  final Received received;
  String model = "";
  boolean stream;
  int status;
  Ended ended = Ended.OPEN;
  @Nullable Usage usage = Usage.NONE;
  int frames;
  @Nullable String responseId;
  @Nullable String fault;
  @Nullable String recording;

  Row(long id, long atMillis, Received received) {
    this.id = id;
    this.atMillis = atMillis;
    this.received = received;
  }

  public long id() {
    return id;
  }
}
