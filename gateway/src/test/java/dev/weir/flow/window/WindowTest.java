package dev.weir.flow.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Guards D14 and D15: a window is a function of time.
final class WindowTest {

  @ParameterizedTest(name = "{0} at {1}")
  @CsvSource({
    // plain
    "hour UTC, 2026-03-15T10:59:59.999Z, 2026-03-15T10:00:00Z, 2026-03-15T11:00:00Z",
    "hour UTC, 2026-03-15T11:00:00Z, 2026-03-15T11:00:00Z, 2026-03-15T12:00:00Z",
    "day UTC, 2026-03-15T23:59:59Z, 2026-03-15T00:00:00Z, 2026-03-16T00:00:00Z",
    "day UTC, 1969-12-31T12:00:00Z, 1969-12-31T00:00:00Z, 1970-01-01T00:00:00Z",
    // half-hour and quarter-hour zones
    "hour Asia/Kolkata, 2026-03-15T10:15:00Z, 2026-03-15T09:30:00Z, 2026-03-15T10:30:00Z",
    "hour Asia/Kathmandu, 2026-03-15T10:14:59Z, 2026-03-15T09:15:00Z, 2026-03-15T10:15:00Z",
    "day Asia/Kolkata, 2026-03-15T19:00:00Z, 2026-03-15T18:30:00Z, 2026-03-16T18:30:00Z",
    // spring: a day of 23 hours, an hour after the gap
    "day Europe/Berlin, 2026-03-29T12:00:00Z, 2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z",
    "hour Europe/Berlin, 2026-03-29T00:59:59Z, 2026-03-29T00:00:00Z, 2026-03-29T01:00:00Z",
    "hour Europe/Berlin, 2026-03-29T01:00:00Z, 2026-03-29T01:00:00Z, 2026-03-29T02:00:00Z",
    // autumn: a day of 25 hours, the repeated hour is an hour of its own
    "day Europe/Berlin, 2026-10-25T12:00:00Z, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z",
    "hour Europe/Berlin, 2026-10-25T00:30:00Z, 2026-10-25T00:00:00Z, 2026-10-25T01:00:00Z",
    "hour Europe/Berlin, 2026-10-25T01:30:00Z, 2026-10-25T01:00:00Z, 2026-10-25T02:00:00Z",
    // clocks moved by half an hour cut an hour
    "hour Australia/Lord_Howe, 2026-04-04T14:45:00Z, 2026-04-04T14:00:00Z, 2026-04-04T15:00:00Z",
    "hour Australia/Lord_Howe, 2026-04-04T15:10:00Z, 2026-04-04T15:00:00Z, 2026-04-04T15:30:00Z",
    // no midnight: the day begins at its first instant
    "day America/Santiago, 2026-09-06T12:00:00Z, 2026-09-06T04:00:00Z, 2026-09-07T03:00:00Z",
    // set back over midnight: the day that has begun stays
    "day America/St_Johns, 2010-11-07T02:30:30Z, 2010-11-07T02:30:00Z, 2010-11-08T03:30:00Z",
    "day America/St_Johns, 2010-11-07T02:40:00Z, 2010-11-07T02:30:00Z, 2010-11-08T03:30:00Z",
    // a day that never was
    "day Pacific/Apia, 2011-12-30T09:59:59Z, 2011-12-29T10:00:00Z, 2011-12-30T10:00:00Z",
    "day Pacific/Apia, 2011-12-30T10:00:00Z, 2011-12-30T10:00:00Z, 2011-12-31T10:00:00Z",
    // weeks
    "week UTC, 2026-03-15T10:00:00Z, 2026-03-09T00:00:00Z, 2026-03-16T00:00:00Z",
    "week UTC from sunday, 2026-03-15T10:00:00Z, 2026-03-15T00:00:00Z, 2026-03-22T00:00:00Z",
    "week UTC from saturday, 2026-03-13T23:00:00Z, 2026-03-07T00:00:00Z, 2026-03-14T00:00:00Z",
    "week America/New_York from sunday, 2026-03-08T12:00:00Z, 2026-03-08T05:00:00Z,"
        + " 2026-03-15T04:00:00Z",
    "week Europe/Berlin, 2027-01-01T12:00:00Z, 2026-12-27T23:00:00Z, 2027-01-03T23:00:00Z",
    // months, also with 29 February and ends of different lengths
    "month UTC, 2028-02-29T23:59:59Z, 2028-02-01T00:00:00Z, 2028-03-01T00:00:00Z",
    "month UTC, 2026-02-28T23:59:59Z, 2026-02-01T00:00:00Z, 2026-03-01T00:00:00Z",
    "month UTC, 2026-01-31T12:00:00Z, 2026-01-01T00:00:00Z, 2026-02-01T00:00:00Z",
    "month Europe/Berlin, 2026-03-31T22:30:00Z, 2026-03-31T22:00:00Z, 2026-04-30T22:00:00Z",
    "month Europe/Berlin, 2026-03-31T21:59:59Z, 2026-02-28T23:00:00Z, 2026-03-31T22:00:00Z",
    "day UTC, 2028-02-29T01:00:00Z, 2028-02-29T00:00:00Z, 2028-03-01T00:00:00Z",
    // quarters and years
    "quarter UTC, 2026-05-31T12:00:00Z, 2026-04-01T00:00:00Z, 2026-07-01T00:00:00Z",
    "quarter America/New_York, 2026-12-31T23:00:00Z, 2026-10-01T04:00:00Z, 2027-01-01T05:00:00Z",
    "year UTC, 2028-12-31T23:59:59Z, 2028-01-01T00:00:00Z, 2029-01-01T00:00:00Z",
    "year Asia/Tokyo, 2026-12-31T15:00:00Z, 2026-12-31T15:00:00Z, 2027-12-31T15:00:00Z",
  })
  void calendarWindowBeginsAndEnds(String text, Instant at, Instant begins, Instant ends) {
    Window window = Window.parse(text);

    assertThat(Instant.ofEpochSecond(window.sliceOf(at))).isEqualTo(begins);
    assertThat(window.firstSlice(at)).isEqualTo(window.sliceOf(at));
    assertThat(window.resetsAt(at)).contains(ends);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hour", "day", "week", "month", "quarter", "year"})
  void calendarWindowsPartitionTime(String unit) {
    List<String> zones =
        List.of(
            "UTC",
            "Europe/Berlin",
            "America/New_York",
            "America/St_Johns",
            "America/Havana",
            "Australia/Lord_Howe",
            "Pacific/Apia",
            "Asia/Kathmandu",
            "Africa/Casablanca",
            "+05:45");
    for (String zone : zones) {
      long seed = 7;
      Random random = new Random(seed);
      Window shared = Window.parse(unit + " " + zone);
      for (int i = 0; i < 500; i++) {
        Instant at = Instant.ofEpochSecond(random.nextLong(0, 2_200_000_000L));
        Window fresh = Window.parse(unit + " " + zone);
        Instant begins = Instant.ofEpochSecond(fresh.sliceOf(at));
        Instant ends = fresh.resetsAt(at).orElseThrow();
        String where = "%s %s at %s, seed %d".formatted(unit, zone, at, seed);
        assertThat(begins).as(where).isBeforeOrEqualTo(at);
        assertThat(ends).as(where).isAfter(at);
        assertThat(Window.parse(unit + " " + zone).sliceOf(begins))
            .as("its first second, %s", where)
            .isEqualTo(begins.getEpochSecond());
        assertThat(Window.parse(unit + " " + zone).sliceOf(ends.minusSeconds(1)))
            .as("its last second, %s", where)
            .isEqualTo(begins.getEpochSecond());
        assertThat(Window.parse(unit + " " + zone).sliceOf(ends))
            .as("the next one, %s", where)
            .isEqualTo(ends.getEpochSecond());
        assertThat(shared.sliceOf(at))
            .as("whatever was asked before, %s", where)
            .isEqualTo(begins.getEpochSecond());
      }
    }
  }

  @Test
  void clockThatStepsBackBooksToTheWindowOfItsTime() {
    Window window = Window.parse("day UTC");
    Instant after = Instant.parse("2026-03-16T00:00:01Z");
    Instant before = Instant.parse("2026-03-15T23:59:59Z");

    assertThat(List.of(window.sliceOf(after), window.sliceOf(before), window.sliceOf(after)))
        .containsExactly(
            Instant.parse("2026-03-16T00:00:00Z").getEpochSecond(),
            Instant.parse("2026-03-15T00:00:00Z").getEpochSecond(),
            Instant.parse("2026-03-16T00:00:00Z").getEpochSecond());
  }

  @Test
  void rollingWindowCountsASliceThatIsPartlyOutside() {
    Window window = new Window.Rolling(Duration.ofHours(1), Duration.ofMinutes(10));
    Instant booked = Instant.parse("2026-03-15T10:09:59Z");
    long slice = Instant.parse("2026-03-15T10:00:00Z").getEpochSecond();

    assertThat(window.sliceOf(booked)).isEqualTo(slice);
    assertThat(window.firstSlice(Instant.parse("2026-03-15T11:09:59.999Z"))).isEqualTo(slice);
    assertThat(window.firstSlice(Instant.parse("2026-03-15T11:10:00Z"))).isGreaterThan(slice);
    assertThat(window.resetsAt(booked)).contains(Instant.parse("2026-03-15T11:10:00Z"));
  }

  @Test
  void rollingWindowCountsAnAmountForItsLengthAndAtMostOneSliceMore() {
    long seed = 11;
    Random random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      long length = random.nextLong(1, 100_000);
      Window.Rolling window = new Window.Rolling(Duration.ofSeconds(length));
      Instant booked = Instant.ofEpochSecond(random.nextLong(2_000_000_000L));
      Instant ends = window.resetsAt(booked).orElseThrow();
      String where = "%s at %s, seed %d".formatted(window.text(), booked, seed);
      assertThat(window.firstSlice(ends.minusNanos(1)))
          .as(where)
          .isLessThanOrEqualTo(window.sliceOf(booked));
      assertThat(window.firstSlice(ends)).as(where).isGreaterThan(window.sliceOf(booked));
      assertThat(Duration.between(booked, ends))
          .as(where)
          .isBetween(window.length(), window.length().plus(window.slice()));
    }
  }

  @Test
  void totalIsOneSliceThatNeverEnds() {
    Instant at = Instant.parse("2026-03-15T10:00:00Z");

    assertThat(Window.TOTAL.sliceOf(at)).isEqualTo(Window.TOTAL.firstSlice(Instant.EPOCH));
    assertThat(Window.TOTAL.resetsAt(at)).isEmpty();
  }

  @Test
  void calendarWindowsOfEqualMeaningAreEqual() {
    assertThat(Window.parse("month Europe/Berlin"))
        .isEqualTo(new Window.Calendar(Window.Unit.MONTH, ZoneId.of("Europe/Berlin")))
        .hasSameHashCodeAs(Window.parse("month Europe/Berlin"))
        .isNotEqualTo(Window.parse("month Europe/Paris"));
  }
}
