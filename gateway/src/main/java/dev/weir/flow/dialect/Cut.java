package dev.weir.flow.dialect;

import java.nio.charset.StandardCharsets;

/// Text that takes the place of some of a body's bytes.
record Cut(int from, int to, String text) {
  static Cut replace(Span span, String text) {
    return new Cut(span.from(), span.to(), text);
  }

  static Cut insert(int at, String text) {
    return new Cut(at, at, text);
  }

  static Cut remove(int from, int to) {
    return new Cut(from, to, "");
  }

  byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  int growth() {
    return bytes().length - (to - from);
  }

  boolean isWithin(Cut other) {
    return from >= other.from && to <= other.to && to > other.from;
  }
}
