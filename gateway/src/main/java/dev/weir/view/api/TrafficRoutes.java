package dev.weir.view.api;

import dev.weir.view.api.Demand.Parameter;
import dev.weir.view.report.ReportRange;
import dev.weir.view.report.TrafficSums.Load;
import dev.weir.view.report.TrafficSums.Traffic;
import dev.weir.view.right.Right;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/// How busy the gateway is: what came within the last minutes, and how fast it comes.
final class TrafficRoutes {
  private static final int MINUTES = 15;
  private static final int MINUTES_MAX = 360;
  private static final int RATE_DIGITS = 6;
  private static final BigDecimal SECONDS_OF_MINUTE = BigDecimal.valueOf(60);

  private final RunningGateway gateway;

  TrafficRoutes(RunningGateway gateway) {
    this.gateway = gateway;
  }

  /// Calls that were accepted within the last minutes and have ended or were refused.
  ///
  /// @param models as providers were asked for them, the busiest first
  /// @param names as callers asked for them, the busiest first; refused calls are in these alone
  /// @param series each minute of it, in order
  record TrafficPage(
      Instant from,
      Instant to,
      int minutes,
      LoadPage total,
      List<ModelTraffic> models,
      List<NameTraffic> names,
      List<MinuteTraffic> series) {}

  record ModelTraffic(String provider, String model, LoadPage load) {}

  record NameTraffic(String name, LoadPage load) {}

  /// @param from when this minute began
  record MinuteTraffic(Instant from, LoadPage load) {}

  /// @param calls admitted
  /// @param attempts requests to providers
  /// @param refusals calls that were not admitted
  /// @param limited attempts that the provider answered with 429
  /// @param failed attempts that ended by an error, a cut or a deadline, or were never sent
  /// @param failovers attempts at another target, after one that failed
  /// @param retries attempts at the same target again
  /// @param tokens of all meters, without those of attempts that nobody ended
  record LoadPage(
      long calls,
      long attempts,
      long refusals,
      long limited,
      long failed,
      long failovers,
      long retries,
      long tokens,
      BigDecimal costUsd,
      BigDecimal callsPerSecond,
      BigDecimal tokensPerMinute,
      BigDecimal usdPerMinute) {}

  List<Endpoint> all() {
    return List.of(
        Endpoint.get(
                "traffic", "/api/v1/traffic", "What came within the last minutes, and how fast.")
            .needs(Right.READ_OF_TEAMS)
            .asks(Parameter.number("minutes", "1 to 360; 15 by default."))
            .answers(TrafficPage.class)
            .does(FromLedger.of(gateway).does(this::traffic)));
  }

  private Answer traffic(Inquiry inquiry) {
    int minutes = inquiry.number("minutes", MINUTES);
    if (minutes < 1 || minutes > MINUTES_MAX) {
      return Answer.invalid(
          "parameter 'minutes' is 1 to %d, was %d".formatted(MINUTES_MAX, minutes));
    }
    // The call accepted this very moment counts too.
    Instant to = inquiry.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    Instant from = to.minus(minutes, ChronoUnit.MINUTES);
    Traffic traffic =
        gateway
            .queries()
            .traffic()
            .of(new ReportRange(from, to, ZoneOffset.UTC), Ranges.filters(inquiry));
    return Answer.of(
        new TrafficPage(
            from,
            to,
            minutes,
            page(traffic.total(), minutes),
            traffic.models().entrySet().stream()
                .map(each ->
                    new ModelTraffic(
                        each.getKey().provider(),
                        each.getKey().model(),
                        page(each.getValue(), minutes)))
                .toList(),
            traffic.names().entrySet().stream()
                .map(each -> new NameTraffic(each.getKey(), page(each.getValue(), minutes)))
                .toList(),
            series(traffic, from, minutes)));
  }

  private static List<MinuteTraffic> series(Traffic traffic, Instant from, int minutes) {
    return LongStream.range(0, minutes)
        .mapToObj(minute ->
            new MinuteTraffic(
                from.plus(minute, ChronoUnit.MINUTES),
                page(Optional.ofNullable(traffic.minutes().get(minute)).orElse(Load.NOTHING), 1)))
        .toList();
  }

  private static LoadPage page(Load load, int minutes) {
    BigDecimal calls = BigDecimal.valueOf(load.calls());
    return new LoadPage(
        load.calls(),
        load.attempts(),
        load.refusals(),
        load.limited(),
        load.failed(),
        load.failovers(),
        load.retries(),
        load.tokens(),
        load.usd(),
        rate(calls, SECONDS_OF_MINUTE.multiply(BigDecimal.valueOf(minutes)), RATE_DIGITS),
        rate(BigDecimal.valueOf(load.tokens()), BigDecimal.valueOf(minutes), RATE_DIGITS),
        rate(load.usd(), BigDecimal.valueOf(minutes), 2 * RATE_DIGITS));
  }

  private static BigDecimal rate(BigDecimal amount, BigDecimal time, int digits) {
    return amount.divide(time, digits, RoundingMode.HALF_EVEN);
  }
}
