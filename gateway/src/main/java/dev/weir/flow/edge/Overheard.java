package dev.weir.flow.edge;

import dev.weir.flow.dialect.Again;
import dev.weir.flow.dialect.Metering;
import dev.weir.flow.dialect.Served;
import dev.weir.flow.dialect.Wire;
import dev.weir.flow.meter.AnswerLines;
import dev.weir.flow.meter.Meter;
import dev.weir.flow.meter.MeterLimits;
import dev.weir.flow.meter.MeterReading;
import dev.weir.flow.provider.Provider;
import java.util.List;
import java.util.Optional;

/// Listens to an answer that is given again for what the call used that began it. Owned by the
/// event loop of the call that asks for it.
final class Overheard {
  /// The states of a response that goes on.
  static final List<String> UNFINISHED = List.of("queued", "in_progress");

  private final Deferred.Begun begun;
  private final Again again;
  private final Ear ear;

  /// How it is listened to.
  private sealed interface Ear {
    /// The body is one answer.
    record One(Meter meter) implements Ear {}

    /// Each line of the body is one.
    record Many(AnswerLines lines) implements Ear {}
  }

  private Overheard(Deferred.Begun begun, Again again, Ear ear) {
    this.begun = begun;
    this.again = again;
    this.ear = ear;
  }

  /// Nothing if the attempt is for no such answer, or all is known of it.
  static Optional<Overheard> of(Sent sent, Deferred deferred, long nanos) {
    return sent.again()
        .filter(deferred::isOpen)
        .flatMap(begun ->
            sent.operation()
                .flatMap(operation -> operation.again())
                .map(again -> of(begun, again, sent.provider(), nanos)));
  }

  /// @param from whose answer it is
  static Overheard of(Deferred.Begun begun, Again again, Provider from, long nanos) {
    Metering metering =
        again.wire() == Wire.OTHER_USAGE
            ? new Metering(again.wire(), again.usage())
            : from.family().metering(again.wire());
    return new Overheard(
        begun,
        again,
        again.within().isEmpty()
            ? new Ear.One(new Meter(metering, false, MeterLimits.USUAL, nanos))
            : new Ear.Many(new AnswerLines(metering, again.within(), MeterLimits.USUAL)));
  }

  void head(AnswerHead head, long nanos) {
    switch (ear) {
      case Ear.One one -> one.meter().head(head.framing(), nanos);
      case Ear.Many _ -> {}
    }
  }

  void chunk(byte[] bytes, long nanos) {
    switch (ear) {
      case Ear.One one -> one.meter().chunk(bytes, nanos);
      case Ear.Many many -> many.lines().chunk(bytes);
    }
  }

  /// Tells what the call that began the answer has used, if it is this answer, is over, and says
  /// it.
  ///
  /// @param whole whether what was listened to came to its end
  /// @return whether it was told
  boolean end(Deferred deferred, boolean whole, long nanos) {
    Optional<List<Served>> served =
        switch (ear) {
          case Ear.One one -> served(one.meter().end(nanos));
          case Ear.Many many -> many.lines().end().filter(_ -> whole).map(this::atTier);
        };
    served.ifPresent(all -> deferred.told(begun, all));
    return served.isPresent();
  }

  private Optional<List<Served>> served(MeterReading reading) {
    boolean isIt = reading.responseId().equals(begun.response());
    boolean several = again.wire() == Wire.OTHER_USAGE;
    return reading
        .usage()
        .filter(usage -> isIt && isOver(reading.finishReason()))
        // What has been completed has used something: a vendor that says nothing may say 0.
        .filter(usage ->
            usage.input() + usage.output() > 0 || !reading.finishReason().equals("completed"))
        .map(usage ->
            List.of(
                new Served(
                    usage,
                    reading.modelServed(),
                    again.tier().orElse(reading.serviceTier()),
                    several)));
  }

  private boolean isOver(String status) {
    return again.over().isEmpty() ? !UNFINISHED.contains(status) : again.over().contains(status);
  }

  private List<Served> atTier(List<Served> served) {
    return again
        .tier()
        .map(tier ->
            served.stream()
                .map(each -> new Served(each.usage(), each.model(), tier, each.several()))
                .toList())
        .orElse(served);
  }
}
