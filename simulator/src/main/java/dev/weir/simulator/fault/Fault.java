package dev.weir.simulator.fault;

import java.util.ArrayList;
import java.util.List;

/// One thing that goes wrong with an answer.
///
/// Text form: a comma-separated list of `429[:retryAfterSeconds]`, any other status from 400 to
/// 599, `hang` (before the headers), `hang:k`, `cut:k`, `error:k` (after `k` frames), `malformed:k`
/// (the `k`-th frame, from 1), `reset` (before the headers), `empty`, `wrongtype`, `slow:ms`
/// (between the headers and the first frame), `goaway` (HTTP/2), `nousage`, `zerousage`, `usage:k`
/// (reports `k` times the truth) and `split`.
public sealed interface Fault {
  /// Answers with an error status; nothing is produced or billed.
  record Refuse(int status, int retryAfterSeconds) implements Fault {}

  /// Never sends a byte, not even headers.
  record HangBeforeHead() implements Fault {}

  /// Closes the connection instead of answering.
  record Reset() implements Fault {}

  /// Sends away the connection (HTTP/2's GOAWAY) without having looked at this request.
  record GoAway() implements Fault {}

  /// Answers 200 with the right headers and no body, or a stream that ends at once.
  record Empty() implements Fault {}

  /// Answers 200 with a web page, as a proxy between might.
  record WrongType() implements Fault {}

  /// Sends the headers, and what follows so many milliseconds later.
  record SlowStart(int millis) implements Fault {}

  /// Goes silent after so many frames, with the connection open.
  record Hang(int frames) implements Fault {}

  /// Closes the connection after so many frames (for an unstreamed answer: bytes), without a
  /// terminator.
  record Cut(int frames) implements Fault {}

  /// Puts the dialect's error event after so many frames of a 200 and ends properly.
  record ErrorEvent(int frames) implements Fault {}

  /// Breaks the JSON of the frame with this number, counted from 1.
  record Malformed(int frame) implements Fault {}

  /// Leaves the usage out although it was asked for.
  record NoUsage() implements Fault {}

  /// Reports a multiple of the true usage; zero makes an explicit usage of nothing.
  record WrongUsage(int factor) implements Fault {}

  /// Writes the bytes split at arbitrary places, inside characters and field names too.
  record Split() implements Fault {}

  /// Reads the text form.
  ///
  /// @throws IllegalArgumentException naming the part that is not understood
  static List<Fault> parse(String text) {
    var faults = new ArrayList<Fault>();
    for (String part : text.split(",", -1)) {
      faults.add(parseOne(part));
    }
    return List.copyOf(faults);
  }

  private static Fault parseOne(String part) {
    int colon = part.indexOf(':');
    String name = colon < 0 ? part : part.substring(0, colon);
    int number = colon < 0 ? -1 : number(part, part.substring(colon + 1));
    return switch (name) {
      case "hang" -> number < 0 ? new HangBeforeHead() : new Hang(number);
      case "cut" -> new Cut(Math.max(number, 0));
      case "error" -> new ErrorEvent(Math.max(number, 0));
      case "malformed" -> new Malformed(Math.max(number, 1));
      case "reset" -> new Reset();
      case "goaway" -> new GoAway();
      case "empty" -> new Empty();
      case "wrongtype" -> new WrongType();
      case "slow" -> new SlowStart(Math.max(number, 0));
      case "nousage" -> new NoUsage();
      case "zerousage" -> new WrongUsage(0);
      case "usage" -> new WrongUsage(Math.max(number, 0));
      case "split" -> new Split();
      default -> refusal(part, name, number);
    };
  }

  private static Fault refusal(String part, String name, int retryAfterSeconds) {
    int status = number(part, name);
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException("unknown fault '" + part + "'");
    }
    return new Refuse(status, retryAfterSeconds);
  }

  private static int number(String part, String digits) {
    if (!digits.matches("\\d{1,9}")) {
      throw new IllegalArgumentException("unknown fault '" + part + "'");
    }
    return Integer.parseInt(digits);
  }
}
