package dev.weir.exchange.telemetry;

import dev.weir.flow.entry.AttemptId;
import dev.weir.flow.entry.CallId;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a call stands in a trace: W3C's Trace Context, level 1. The ids of Weir's own spans follow
/// from the call's, so that nobody has to remember them.
///
/// @param trace 32 hexadecimal digits
/// @param parent the caller's span, 16 digits; empty where Weir begins the trace
/// @param sampled whether the spans are to be kept
record TraceContext(String trace, String parent, boolean sampled) {
  static final String HEADER = "traceparent";

  /// Today's version 00 has nothing behind its flags; of a later one only what is the same as
  /// today's is read.
  private static final Pattern PARENT =
      Pattern.compile(
          "(?!ff|00.{54})[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

  private static final String NO_TRACE = "0".repeat(32);
  private static final String NO_SPAN = "0".repeat(16);
  private static final HexFormat HEX = HexFormat.of();

  /// What a caller said; nothing if that is none, or broken.
  static Optional<TraceContext> read(String header) {
    Matcher read = PARENT.matcher(header.strip());
    boolean usable =
        read.matches() && !read.group(1).equals(NO_TRACE) && !read.group(2).equals(NO_SPAN);
    if (!usable) {
      return Optional.empty();
    }
    boolean sampled = (HexFormat.fromHexDigits(read.group(3)) & 1) == 1;
    return Optional.of(new TraceContext(read.group(1), read.group(2), sampled));
  }

  /// A trace that begins with a call, which is sampled as one of a share of all.
  ///
  /// @param share in thousandths
  static TraceContext begin(CallId call, int share) {
    String trace = HEX.toHexDigits(call.high()) + HEX.toHexDigits(call.low());
    return new TraceContext(trace, "", Long.remainderUnsigned(call.low(), 1_000) < share);
  }

  /// The span of the call itself.
  static String span(CallId call) {
    return span(call, 0);
  }

  /// The span of an attempt.
  static String span(AttemptId attempt) {
    return span(attempt.call(), attempt.attempt());
  }

  /// The random part of the call's id, mixed with the number (SplitMix64, Steele et al. 2014),
  /// which is one to one: the spans of a call differ.
  private static String span(CallId call, int number) {
    long mixed = call.low() + number * 0x9e3779b97f4a7c15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    mixed ^= mixed >>> 31;
    return HEX.toHexDigits(mixed == 0 ? 1 : mixed);
  }

  /// The header that has a span as the parent of what follows.
  String header(String span) {
    return "00-%s-%s-%s".formatted(trace, span, sampled ? "01" : "00");
  }
}
