package dev.weir.view.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.money.Money;
import dev.weir.flow.entry.CallId;
import dev.weir.view.report.CallRecord.Booked;
import dev.weir.view.report.CallRecord.Reserved;
import dev.weir.view.report.CallRecord.Speed;
import dev.weir.view.report.Waterfall.Bar;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A waterfall adds up: each attempt begins where the one before ended.
class WaterfallTest {
  private static final Instant ACCEPTED = Instant.parse("2026-03-15T10:00:00Z");

  private static Reserved reserved(int attempt, long atMicros, String cause) {
    return new Reserved(
        attempt,
        ACCEPTED.plusNanos(atMicros * 1_000),
        "open",
        "large",
        Money.ZERO,
        0,
        List.of(),
        List.of(),
        "p1",
        "r1",
        cause,
        "openai.chat",
        "",
        "1",
        "",
        List.of());
  }

  private static Optional<Speed> speed(
      long admit, Optional<Long> connect, Optional<Long> firstToken, Optional<Long> total) {
    return Optional.of(
        new Speed(
            total.map(_ -> 100L),
            firstToken,
            firstToken,
            Optional.empty(),
            Optional.empty(),
            total,
            0,
            Optional.of(0L),
            Optional.of(admit),
            connect,
            Optional.empty()));
  }

  private static Booked booked(
      String kind, Reserved reserved, long atMicros, String ending, Optional<Speed> speed) {
    return new Booked(
        atMicros,
        kind,
        ACCEPTED.plusNanos(atMicros * 1_000),
        reserved,
        Money.ZERO,
        "reported",
        "p1",
        List.of(),
        "",
        "",
        "",
        "",
        200,
        ending,
        "",
        "",
        "",
        speed,
        List.of());
  }

  private static List<Bar> bars(List<Reserved> open, Booked... booked) {
    return new CallRecord(
            new CallId(1, 2),
            ACCEPTED,
            Map.of(),
            "openai.chat",
            "large",
            true,
            "primary",
            Optional.empty(),
            open,
            List.of(booked),
            Optional.empty())
        .waterfall()
        .bars();
  }

  @Test
  void eachAttemptBeginsWhereTheOneBeforeEnded() {
    List<Bar> bars =
        bars(
            List.of(reserved(3, 9_500, "retry")),
            booked(
                "settled",
                reserved(2, 6_000, "fallback:server"),
                9_200,
                "complete",
                speed(1_000, Optional.of(0L), Optional.of(500L), Optional.of(2_000L))),
            booked(
                "released",
                reserved(1, 10, "first"),
                5_500,
                "provider_error",
                speed(300, Optional.of(50L), Optional.empty(), Optional.of(5_000L))),
            booked(
                "correction",
                reserved(1, 10, "first"),
                99_000,
                "provider_error",
                Optional.empty()));

    assertThat(bars)
        .containsExactly(
            new Bar(
                1,
                "open",
                "large",
                "first",
                0,
                Optional.of(300L),
                Optional.of(350L),
                Optional.of(400L),
                Optional.empty(),
                Optional.empty(),
                Optional.of(5_300L),
                "provider_error"),
            new Bar(
                2,
                "open",
                "large",
                "fallback:server",
                5_300,
                Optional.of(6_300L),
                Optional.of(6_300L),
                Optional.of(6_400L),
                Optional.of(6_800L),
                Optional.of(6_800L),
                Optional.of(8_300L),
                "complete"),
            new Bar(
                3,
                "open",
                "large",
                "retry",
                8_300,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                ""));
  }

  @Test
  void whatWasNotSentEndedWhenItWasAdmitted() {
    Bar bar =
        bars(
                List.of(),
                booked(
                    "released",
                    reserved(1, 10, "first"),
                    800,
                    "caller_left",
                    speed(300, Optional.empty(), Optional.empty(), Optional.empty())))
            .getFirst();

    assertThat(bar.sent()).isEmpty();
    assertThat(bar.ended()).contains(300L);
  }

  @Test
  void whatNobodyTimedGoesByTheClockOfTheJournal() {
    Bar bar =
        bars(List.of(), booked("expired", reserved(1, 10, "first"), 70_000, "", Optional.empty()))
            .getFirst();

    assertThat(bar.begun()).isZero();
    assertThat(bar.sent()).isEmpty();
    assertThat(bar.ended()).contains(70_000L);
  }
}
