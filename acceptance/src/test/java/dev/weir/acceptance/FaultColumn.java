package dev.weir.acceptance;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// A fault of a provider, and what must come of a call that meets it.
///
/// An expectation names the attempts at the target with the fault, then what the caller sees. `-`
/// released, at no charge; `=` settled by the provider's figures; `*` as if all output that was
/// allowed had been made, `~` by what was counted. The caller sees: `first`, the answer of the
/// target in question; `ok`, that of the fallback; `torn`, a stream that breaks off with an error
/// event; `error`, a good status with the provider's own error in it; or a status.
///
/// @param whole the simulator's fault for answers that are no stream
/// @param stream its fault for streams
/// @param http2 whether only HTTP/2 has it
/// @param first expected of a whole answer and of a stream where the first target has the fault
/// @param last the same where the fallback has it, the first target having refused the connection
record FaultColumn(
    String name,
    String whole,
    String stream,
    boolean http2,
    List<String> first,
    List<String> last) {

  /// The connection is refused; there is nobody to have a fault.
  static final String REFUSED = "refused";

  private static final String AGAIN = "-provider_error -provider_error ";
  private static final List<String> PASSED_ON = both("-provider_error ok");
  private static final List<String> AGAIN_THEN_ON = both(AGAIN + "ok");

  static final List<FaultColumn> ALL =
      List.of(
          of("well", "", both("=complete first"), both("=complete ok")),
          of("429", "429", PASSED_ON, both(AGAIN + "429")),
          of("500", "500", AGAIN_THEN_ON, both(AGAIN + "500")),
          of("529", "529", AGAIN_THEN_ON, both(AGAIN + "529")),
          of("refused", REFUSED, both("-not_sent ok"), both("-not_sent -not_sent 502")),
          of("reset", "reset", both("*cut ok"), both("*cut 502")),
          of("hang before the head", "hang", both("*timed_out ok"), both("*timed_out 504")),
          new FaultColumn(
              "hang before the first token",
              "slow:60000",
              "slow:60000",
              false,
              both("*timed_out ok"),
              List.of("*timed_out 504", "*timed_out torn")),
          new FaultColumn(
              "hang mid-stream",
              "slow:60000",
              "hang:6",
              false,
              List.of("*timed_out ok", "~timed_out torn"),
              List.of("*timed_out 504", "~timed_out torn")),
          new FaultColumn(
              "cut before the first token",
              "cut:0",
              "cut:0",
              false,
              both("*cut ok"),
              List.of("*cut 502", "*cut torn")),
          new FaultColumn(
              "cut after six frames",
              "cut:60",
              "cut:6",
              false,
              List.of("*cut ok", "~cut torn"),
              List.of("*cut 502", "~cut torn")),
          new FaultColumn(
              "malformed frame",
              "malformed:4",
              "malformed:4",
              false,
              List.of("*cut ok", "=complete first"),
              List.of("*complete 200", "=complete ok")),
          new FaultColumn(
              "error before the first token",
              "error:0",
              "error:0",
              false,
              AGAIN_THEN_ON,
              List.of(AGAIN + "error", "-provider_error error")),
          new FaultColumn(
              "error after six frames",
              "error:0",
              "error:6",
              false,
              List.of(AGAIN + "ok", "~provider_error error"),
              List.of(AGAIN + "error", "~provider_error error")),
          new FaultColumn(
              "empty",
              "empty",
              "empty",
              false,
              both("*cut ok"),
              List.of("*complete 200", "*cut torn")),
          of("wrong type", "wrongtype", both("*cut ok"), both("*complete 200")),
          new FaultColumn(
              "goaway",
              "goaway",
              "goaway",
              true,
              both("-not_sent -not_sent ok"),
              both("-not_sent -not_sent 502")));

  /// Whose models may think without showing it, so that what was seen of a stream is not known to
  /// be all of it.
  private static final Set<Speaker> MAY_THINK = Set.of(Speaker.GEMINI, Speaker.BEDROCK);

  private static FaultColumn of(String name, String fault, List<String> first, List<String> last) {
    return new FaultColumn(name, fault, fault, false, first, last);
  }

  private static List<String> both(String expected) {
    return List.of(expected, expected);
  }

  String fault(boolean streams) {
    return streams ? stream : whole;
  }

  /// What is expected of a call.
  ///
  /// @param atFirst whether the first target has the fault
  String expected(Speaker speaker, boolean atFirst, boolean streams) {
    String expected = (atFirst ? first : last).get(streams ? 1 : 0);
    return MAY_THINK.contains(speaker) ? expected.replace('~', '*') : expected;
  }

  @Override
  public String toString() {
    return name + Arrays.asList(whole, stream);
  }
}
