package dev.weir.view.report;

import dev.weir.base.money.Money;
import dev.weir.flow.entry.CallId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything the ledger database knows of one call: what opens behind a figure.
///
/// @param who every tag the call has by now, `key` included
/// @param open attempts under way when the journal was last read
/// @param booked rows in the order they were booked; the sum of their costs is the call's cost
/// @param refusal why it was not admitted, if it was not
public record CallRecord(
    CallId call,
    Instant acceptedAt,
    Map<String, String> who,
    String route,
    String modelAsked,
    boolean stream,
    String purpose,
    Optional<CallId> parent,
    List<Reserved> open,
    List<Booked> booked,
    Optional<Refusal> refusal) {

  /// An attempt's reservation.
  ///
  /// @param holds `rule[value]@slice MEASURE amount`
  /// @param notes what the verdict did to the call
  /// @param cause why it was made: `first`, `retry`, `fallback:` and the fault
  /// @param wire the shape the provider was asked in
  /// @param parameters how to generate, as the request said: `temperature=0.2`; or empty
  /// @param path the choices that led from the name asked for to the provider
  /// @param names version of the book that the name was found in
  /// @param modules of the prompt it was put together from: `tone@2:31`, version and tokens
  public record Reserved(
      int attempt,
      Instant at,
      String provider,
      String model,
      Money amount,
      long tokens,
      List<String> holds,
      List<String> notes,
      String priceBook,
      String ruleBook,
      String cause,
      String wire,
      String parameters,
      String path,
      String names,
      List<String> modules) {}

  /// A row: how an attempt ended, or the difference a correction made.
  ///
  /// @param position of its entry in the journal; of `retagged_to` the one behind
  /// @param kind `settled`, `released` or `expired`; `recorded` beside the gateway; `correction`,
  ///   `voided`, `rerated`, `retagged_from`, `retagged_to` of what was known
  /// @param provenance `reported`, `counted`, `estimated`, or empty where nothing is billed
  /// @param fingerprint of the system that made the answer, as it says; or empty
  /// @param speed of an attempt whose reservation was durable; a correction has none
  /// @param priceBook version the charge was computed with
  public record Booked(
      long position,
      String kind,
      Instant at,
      Reserved reserved,
      Money cost,
      String provenance,
      String priceBook,
      List<String> unpriced,
      String modelServed,
      String serviceTier,
      String responseId,
      String fingerprint,
      int status,
      String ending,
      String source,
      String who,
      String why,
      Optional<Speed> speed,
      List<Line> lines) {}

  /// What the clock said of an attempt, in microseconds since its request was sent; absent = it
  /// never happened.
  ///
  /// @param firstToken first frame with any generated token, reasoning included
  /// @param firstCompletion first frame with a token of the answer itself
  /// @param total end of the answer
  /// @param frames frames received; 0 for an answer that is no stream
  /// @param queue how long it waited for the provider's limits
  /// @param admit from the call's acceptance, or the end of the attempt before, to the durable
  ///   reservation
  /// @param connect how long connecting took; 0 on a kept connection
  /// @param outputTokensPerSecond all output tokens ÷ the time from the first token to the end of a
  ///   stream, or from sending to the end of any other answer; absent where no output is known
  public record Speed(
      Optional<Long> firstByte,
      Optional<Long> firstToken,
      Optional<Long> firstCompletion,
      Optional<Long> frameGapP50,
      Optional<Long> frameGapP99,
      Optional<Long> total,
      int frames,
      Optional<Long> queue,
      Optional<Long> admit,
      Optional<Long> connect,
      Optional<Double> outputTokensPerSecond) {}

  /// One meter's part of a row.
  ///
  /// @param meter a meter's name, or `bound`: the whole reservation of an expired attempt
  public record Line(String meter, long quantity, Optional<Money> unitPrice, Money amount) {}

  /// Why a call was not admitted.
  public record Refusal(long position, String kind, String rule, String message, String ruleBook) {}

  /// When what happened.
  public Waterfall waterfall() {
    return Waterfall.of(this);
  }

  public CallRecord {
    who = Map.copyOf(who);
    open = List.copyOf(open);
    booked = List.copyOf(booked);
  }
}
