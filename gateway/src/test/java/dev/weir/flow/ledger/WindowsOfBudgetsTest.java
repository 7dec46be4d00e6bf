package dev.weir.flow.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What windows do to real budgets: the room is there until the last instant, and anew at the
/// first.
class WindowsOfBudgetsTest {
  private final Desk desk = new Desk();

  @ParameterizedTest
  @CsvSource({
    // the day of 23 hours, the day of 25 hours, the hour that is there twice
    "day Europe/Berlin,   2026-03-28T23:00:00Z, 2026-03-29T21:59:59.999Z, 2026-03-29T22:00:00Z",
    "day Europe/Berlin,   2026-10-24T22:00:00Z, 2026-10-25T22:59:59.999Z, 2026-10-25T23:00:00Z",
    "hour Europe/Berlin,  2026-10-25T00:00:00Z, 2026-10-25T00:59:59.999Z, 2026-10-25T01:00:00Z",
    "month UTC,           2028-02-01T00:00:00Z, 2028-02-29T23:59:59.999Z, 2028-03-01T00:00:00Z",
    "month America/Lima,  2026-04-01T05:00:00Z, 2026-05-01T04:59:59.999Z, 2026-05-01T05:00:00Z",
    "week UTC from sunday,2026-11-15T00:00:00Z, 2026-11-21T23:59:59.999Z, 2026-11-22T00:00:00Z",
    "quarter UTC,         2026-10-01T00:00:00Z, 2026-12-31T23:59:59.999Z, 2027-01-01T00:00:00Z",
  })
  void aBudgetIsOneWindowLong(String window, Instant first, Instant last, Instant next) {
    desk.now = first;
    desk.enforce(Desk.budget("b", window, 1_000));
    desk.spend(1_100);
    desk.now = last;
    assertThat(desk.ask(10)).isInstanceOf(Admission.Refused.class);
    desk.now = next;
    assertThat(desk.ask(1_100)).isInstanceOf(Admission.Admitted.class);
  }

  @Test
  void aClockThatIsSetBackOpensNoWindowAgain() {
    desk.now = Instant.parse("2026-03-31T23:59:00Z");
    desk.enforce(Desk.budget("b", "month UTC", 1_000));
    desk.spend(100);
    desk.now = Instant.parse("2026-04-01T00:00:00Z");
    desk.spend(1_100);
    desk.now = Instant.parse("2026-03-31T23:59:30Z");

    assertThat(desk.ask(10)).isInstanceOf(Admission.Refused.class);
    assertThat(desk.spent("b")).isEqualTo(1_100);
  }

  @Test
  void aSliceThatASnapshotForgotIsNotTimeAgain() {
    desk.enforce(Desk.budget("b", "rolling 1h", 1_000));
    desk.spend(1_100);
    desk.now = Desk.NOW.plus(Duration.ofHours(2));
    desk.ledger.snapshot();
    desk.now = Desk.NOW.plus(Duration.ofMinutes(30));

    assertThat(desk.admitted(1_000).at()).isEqualTo(Desk.NOW.plus(Duration.ofHours(2)));
  }

  @Test
  void anInstantThatThePastOfARuleWasReadForIsNotSteppedBehind() {
    desk.now = Desk.NOW.plus(Duration.ofHours(2));
    Instant read = desk.ledger.acceptance();
    desk.now = Desk.NOW;

    assertThat(desk.admitted(10).at()).isEqualTo(read);
  }

  @Test
  void aCallCountsInTheWindowOfItsAcceptance() {
    desk.now = Instant.parse("2026-03-31T23:59:59Z");
    desk.enforce(Desk.budget("b", "month UTC", 1_000));
    var call = desk.admitted(1_000);
    desk.now = Instant.parse("2026-04-01T00:00:10Z");

    assertThat(desk.held("b")).isZero();
    desk.settle(call, 1_000);
    assertThat(desk.spent("b")).isZero();
    assertThat(desk.ask(1_100)).isInstanceOf(Admission.Admitted.class);
  }
}
