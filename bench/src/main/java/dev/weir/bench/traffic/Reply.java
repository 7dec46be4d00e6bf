package dev.weir.bench.traffic;

import java.util.concurrent.TimeUnit;

/// How the upstream answers. A request asks for one by a mark in its first message.
public enum Reply {
  /// A body of 1 KB with usage.
  JSON('j', 0, 0),
  /// A stream of 50 frames a second, until all streams are told to end.
  PACED('p', TimeUnit.MILLISECONDS.toNanos(20), TimeUnit.MICROSECONDS.toNanos(100)),
  /// A stream of one frame a second, until all streams are told to end.
  SLOW('s', TimeUnit.SECONDS.toNanos(1), TimeUnit.MICROSECONDS.toNanos(200)),
  /// A stream of 2,000 frames as fast as they go.
  BURST('b', 0, 0);

  private final char mark;
  private final long periodNanos;
  private final long staggerNanos;

  Reply(char mark, long periodNanos, long staggerNanos) {
    this.mark = mark;
    this.periodNanos = periodNanos;
    this.staggerNanos = staggerNanos;
  }

  boolean streams() {
    return this != JSON;
  }

  String mark() {
    return "[[" + mark;
  }

  /// Between two frames of one stream.
  long periodNanos() {
    return periodNanos;
  }

  /// When the first frame of a stream is due, so that streams do not all send at once.
  long phaseNanos(int stream) {
    return periodNanos == 0 ? 0 : stream * staggerNanos % periodNanos;
  }

  static Reply of(char mark) {
    for (Reply reply : values()) {
      if (reply.mark == mark) {
        return reply;
      }
    }
    throw new IllegalArgumentException("no reply has the mark '" + mark + "'");
  }
}
