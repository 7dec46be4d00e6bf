package dev.weir.acceptance;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// A fault of a provider, and what must come of a call that meets it.
///
/// An expectation names the attempts at the target with the fault, then what the caller sees. `-`
/// released, at no charge; `=` settled by the provider's figures; `*` as if all output that was
/// allowed had been made, `~` by what was counted. The caller sees: `first`, the answer of the
/// target in question; `ok`, that of the fallback; `torn`, a stream that breaks off with an error
/// event of Weir's, `told` with one that says what the provider said; `error`, a good status with
/// the provider's own error in it, `said`, a bad one; or a status. After `|` stands what may come
/// of it as well, as it depends on how many frames come in one piece: what comes together with a
/// fault has not been seen, unless it is passed on as it came.
///
/// An answer that is no stream has no frames: it hangs behind its head, is cut after bytes, and is
/// malformed as a whole. Nobody sends away a connection of HTTP/1.1: those cells do not exist.
///
/// @param whole the simulator's fault for answers that are no stream
/// @param stream its fault for streams
/// @param http2 whether only HTTP/2 has it
/// @param first expected where the first target has the fault
/// @param last expected where the fallback has it, the first target having refused the connection
record FaultColumn(
    String name, String whole, String stream, boolean http2, Expected first, Expected last) {

  /// The connection is refused; there is nobody to have a fault.
  static final String REFUSED = "refused";

  private static final String AGAIN = "-provider_error -provider_error ";
  private static final String LATE = "~provider_error ~provider_error ";
  private static final Expected ONWARD = both("-provider_error ok");
  private static final Expected AGAIN_THEN_ONWARD = both(AGAIN + "ok");
  private static final Expected CUT_THEN_ONWARD = both("*cut ok");
  private static final Expected SILENT_THEN_ONWARD = both("*timed_out ok");

  /// What Weir does not look into, or has no say in, whatever wire the target speaks.
  private static final List<FaultColumn> ANYWHERE =
      List.of(
          of("well", "", both("=complete first"), both("=complete ok")),
          of("429", "429", ONWARD, both(AGAIN + "429")),
          of("500", "500", AGAIN_THEN_ONWARD, both(AGAIN + "500")),
          of("529", "529", AGAIN_THEN_ONWARD, both(AGAIN + "529")),
          of("refused", REFUSED, both("-not_sent ok"), both("-not_sent -not_sent 502")),
          of("reset", "reset", CUT_THEN_ONWARD, both("*cut 502")),
          of("hang before the head", "hang", SILENT_THEN_ONWARD, both("*timed_out 504")),
          of(
              "hang before the first token",
              "slow:60000",
              SILENT_THEN_ONWARD,
              each("*timed_out 504", "*timed_out torn")),
          of(
              "hang after eight frames",
              "slow:60000",
              "hang:8",
              each("*timed_out ok", "~timed_out torn"),
              each("*timed_out 504", "~timed_out torn")),
          of("cut before the first token", "cut:0", CUT_THEN_ONWARD, each("*cut 502", "*cut torn")),
          of(
              "cut after eight frames",
              "cut:60",
              "cut:8",
              each("*cut ok", "~cut torn"),
              each("*cut 502", "~cut torn")),
          new FaultColumn(
              "goaway",
              "goaway",
              "goaway",
              true,
              both("-not_sent -not_sent ok"),
              both("-not_sent -not_sent 502")));

  /// Where a target speaks the caller's wire. What is no answer goes to the caller as it came,
  /// unless another target is left.
  static final List<FaultColumn> WITHIN =
      and(
          of(
              "malformed",
              "malformed:8",
              each("*cut ok", "=complete first"),
              each("*complete 200", "=complete ok")),
          of(
              "error before the first token",
              "error:0",
              AGAIN_THEN_ONWARD,
              each(AGAIN + "error", "-provider_error error")),
          of(
              "error after eight frames",
              "error:0",
              "error:8",
              each(AGAIN + "ok", "~provider_error error"),
              each(AGAIN + "error", "~provider_error error")),
          of("empty", "empty", CUT_THEN_ONWARD, each("*complete 200", "*cut torn")),
          of("wrong type", "wrongtype", CUT_THEN_ONWARD, both("*complete 200")));

  /// Where it speaks another. What the caller's wire cannot say is an error in it.
  static final List<FaultColumn> ACROSS =
      and(
          of(
              "malformed",
              "malformed:8",
              each("*cut ok", "~cut torn|=cut torn|~cut ok|=cut ok"),
              each("*cut 502", "~cut torn|=cut torn")),
          of(
              "error before the first token",
              "error:0",
              AGAIN_THEN_ONWARD,
              each(AGAIN + "said", "-provider_error told")),
          of(
              "error after eight frames",
              "error:0",
              "error:8",
              each(AGAIN + "ok", "~provider_error told|" + LATE + "told|" + LATE + "ok"),
              each(AGAIN + "said", "~provider_error told")),
          of("empty", "empty", CUT_THEN_ONWARD, each("*cut 502", "*cut torn")),
          of("wrong type", "wrongtype", CUT_THEN_ONWARD, both("*cut 502")));

  /// Whose models may think without showing it, so that what was seen of a stream is not known to
  /// be all of it.
  private static final Set<Speaker> MAY_THINK = Set.of(Speaker.GEMINI, Speaker.BEDROCK);

  /// Of a whole answer, and of a stream.
  private record Expected(String whole, String stream) {}

  private static Expected both(String expected) {
    return new Expected(expected, expected);
  }

  private static Expected each(String whole, String stream) {
    return new Expected(whole, stream);
  }

  private static FaultColumn of(String name, String fault, Expected first, Expected last) {
    return of(name, fault, fault, first, last);
  }

  private static FaultColumn of(
      String name, String whole, String stream, Expected first, Expected last) {
    return new FaultColumn(name, whole, stream, false, first, last);
  }

  private static List<FaultColumn> and(FaultColumn... more) {
    return Stream.concat(ANYWHERE.stream(), Stream.of(more)).toList();
  }

  String fault(boolean streams) {
    return streams ? stream : whole;
  }

  /// What may come of a call.
  ///
  /// @param target whose wire is spoken by who has the fault
  /// @param atFirst whether the first target has it
  List<String> expected(Speaker target, boolean atFirst, boolean streams) {
    Expected of = atFirst ? first : last;
    String expected = streams ? of.stream() : of.whole();
    return List.of(
        (MAY_THINK.contains(target) ? expected.replace('~', '*') : expected).split("\\|"));
  }
}
