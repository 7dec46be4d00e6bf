package dev.weir.view.report;

import dev.weir.view.report.CallRecord.Booked;
import dev.weir.view.report.CallRecord.Reserved;
import dev.weir.view.report.CallRecord.Speed;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// When what happened in the attempts of a call, in their order: the same clock measured each step,
/// so that each begins where the one before ended.
public record Waterfall(List<Bar> bars) {
  private static final Set<String> ENDINGS = Set.of("settled", "released", "expired", "recorded");

  /// One attempt. Every time is in microseconds since the call was accepted; absent = it never
  /// happened, or nobody measured it.
  ///
  /// @param begun the call's acceptance, or the end of the attempt before
  /// @param sent its reservation was durable, and the request went out
  /// @param connected the request had its connection
  /// @param head of the answer
  /// @param firstToken first frame with any generated token, reasoning included
  /// @param firstCompletion first frame with a token of the answer itself
  /// @param ended absent while it is under way
  /// @param ending how; empty while it is under way, and of one that nobody ended
  public record Bar(
      int attempt,
      String provider,
      String model,
      String cause,
      long begun,
      Optional<Long> sent,
      Optional<Long> connected,
      Optional<Long> head,
      Optional<Long> firstToken,
      Optional<Long> firstCompletion,
      Optional<Long> ended,
      String ending) {}

  public Waterfall {
    bars = List.copyOf(bars);
  }

  static Waterfall of(CallRecord call) {
    List<Bar> bars = new ArrayList<>();
    long begun = 0;
    List<Booked> endings =
        call.booked().stream()
            .filter(each -> ENDINGS.contains(each.kind()))
            .sorted(Comparator.comparingInt(each -> each.reserved().attempt()))
            .toList();
    for (Booked each : endings) {
      Bar bar = ended(call.acceptedAt(), begun, each);
      bars.add(bar);
      begun = bar.ended().orElse(begun);
    }
    for (Reserved each : call.open()) {
      bars.add(underWay(begun, each));
    }
    return new Waterfall(bars);
  }

  private static Bar ended(Instant accepted, long begun, Booked booked) {
    Reserved reserved = booked.reserved();
    Optional<Speed> speed = booked.speed();
    long admitted =
        speed
            .flatMap(Speed::admit)
            .map(micros -> begun + speed.flatMap(Speed::queue).orElse(0L) + micros)
            .orElseGet(() -> Math.max(begun, ChronoUnit.MICROS.between(accepted, reserved.at())));
    Optional<Long> total = speed.flatMap(Speed::total);
    // What was not timed ended when that was written down; what was not sent, when it was admitted.
    long untimed =
        speed.isPresent()
            ? admitted
            : Math.max(admitted, ChronoUnit.MICROS.between(accepted, booked.at()));
    return new Bar(
        reserved.attempt(),
        reserved.provider(),
        reserved.model(),
        reserved.cause(),
        begun,
        total.map(_ -> admitted),
        after(admitted, speed.flatMap(Speed::connect)),
        after(admitted, speed.flatMap(Speed::firstByte)),
        after(admitted, speed.flatMap(Speed::firstToken)),
        after(admitted, speed.flatMap(Speed::firstCompletion)),
        Optional.of(total.map(micros -> admitted + micros).orElse(untimed)),
        booked.ending());
  }

  private static Optional<Long> after(long sent, Optional<Long> micros) {
    return micros.map(each -> sent + each);
  }

  private static Bar underWay(long begun, Reserved reserved) {
    Optional<Long> unknown = Optional.empty();
    return new Bar(
        reserved.attempt(),
        reserved.provider(),
        reserved.model(),
        reserved.cause(),
        begun,
        unknown,
        unknown,
        unknown,
        unknown,
        unknown,
        unknown,
        "");
  }
}
