package dev.weir.view.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.view.session.Sessions.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SessionsTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Limits LIMITS =
      new Limits(Duration.ofHours(12), Duration.ofDays(7), Duration.ofHours(12), 5, 3);

  private Instant now = Instant.parse("2026-11-01T08:00:00Z");
  private final Sessions sessions = new Sessions(LIMITS, new Random(3), () -> now);

  @Test
  void findsWhoseTokenItIs() {
    Sessions.Opened opened = sessions.open("op_ada", new Means.Key());

    assertThat(sessions.use(opened.token()).orElseThrow().operator()).isEqualTo("op_ada");
    assertThat(sessions.use(opened.token() + "x")).isEmpty();
    assertThat(sessions.use("")).isEmpty();
  }

  @Test
  void printsNeitherItsTokenNorWhatItsFormsCarry() {
    Sessions.Opened opened = sessions.open("op_ada", new Means.Key());

    assertThat(opened + " " + opened.session())
        .doesNotContain(opened.token(), opened.session().formToken());
  }

  @Test
  void endsASessionThatNobodyUsedForTheIdleTime() {
    String token = sessions.open("op_ada", new Means.Key()).token();
    now = now.plus(LIMITS.idle()).minusMillis(1);
    assertThat(sessions.use(token)).as("used just in time").isPresent();
    now = now.plus(LIMITS.idle()).minusMillis(1);
    assertThat(sessions.use(token)).as("the idle time begins with each use").isPresent();
    now = now.plus(LIMITS.idle());

    assertThat(sessions.use(token)).isEmpty();
    assertThat(sessions.count()).isZero();
  }

  @Test
  void lookingForASessionDoesNotKeepIt() {
    String token = sessions.open("op_ada", new Means.Key()).token();
    now = now.plus(LIMITS.idle()).minusMillis(1);
    assertThat(sessions.find(token)).as("not over yet").isPresent();
    now = now.plusMillis(1);

    assertThat(sessions.find(token)).isEmpty();
    assertThat(sessions.use(token)).isEmpty();
  }

  @Test
  void endsASessionByAProviderWithinItsOwnTimeHoweverMuchItIsUsed() {
    String ada = sessions.open("op_ada", new Means.Provider("corp")).token();
    String bob = sessions.open("op_bob", new Means.Key()).token();
    for (int i = 0; i < 11; i++) {
      now = now.plus(HOUR);
      assertThat(sessions.use(ada)).isPresent();
      assertThat(sessions.use(bob)).isPresent();
    }
    now = now.plus(HOUR);

    assertThat(sessions.use(ada)).isEmpty();
    assertThat(sessions.use(bob)).isPresent();
  }

  @Test
  void endsASessionAfterItsLongestLifeHoweverMuchItIsUsed() {
    String token = sessions.open("op_ada", new Means.Key()).token();
    Instant end = now.plus(LIMITS.longest());
    while (now.plusSeconds(3600).isBefore(end)) {
      now = now.plusSeconds(3600);
      assertThat(sessions.use(token)).as("at " + now).isPresent();
    }
    now = end;

    assertThat(sessions.use(token)).isEmpty();
  }

  @Test
  void oneMoreOfAPersonEndsThatPersonsLeastUsed() {
    String other = sessions.open("op_bob", new Means.Key()).token();
    String first = open("op_ada");
    String second = open("op_ada");
    String third = open("op_ada");
    tick();
    assertThat(sessions.use(first)).isPresent();

    String fourth = open("op_ada");

    assertThat(sessions.use(second)).as("not used for longest").isEmpty();
    assertThat(sessions.use(first)).isPresent();
    assertThat(sessions.use(third)).isPresent();
    assertThat(sessions.use(fourth)).isPresent();
    assertThat(sessions.use(other)).isPresent();
  }

  @Test
  void thereAreNeverMoreThanTheBound() {
    String first = open("op_0");
    for (int i = 1; i <= 20; i++) {
      open("op_" + i);
      assertThat(sessions.count()).isLessThanOrEqualTo(LIMITS.most());
    }

    assertThat(sessions.use(first)).isEmpty();
  }

  @Test
  void endsEverySessionOfAPersonWhoIsGone() {
    String one = sessions.open("op_ada", new Means.Key()).token();
    String two = sessions.open("op_ada", new Means.Key()).token();
    String other = sessions.open("op_bob", new Means.Key()).token();

    sessions.endAllOf("op_ada");

    assertThat(sessions.use(one)).isEmpty();
    assertThat(sessions.use(two)).isEmpty();
    assertThat(sessions.use(other)).isPresent();
  }

  @Test
  void formsOfOneSessionAreNotThoseOfAnother() {
    Session ada = sessions.open("op_ada", new Means.Key()).session();
    Session again = sessions.open("op_ada", new Means.Key()).session();

    assertThat(ada.wrote(ada.formToken())).isTrue();
    assertThat(again.wrote(ada.formToken())).isFalse();
    assertThat(ada.wrote("")).isFalse();
  }

  @Test
  void refusesLimitsThatContradictEachOther() {
    assertThatThrownBy(() -> new Limits(Duration.ofHours(2), HOUR, HOUR, 5, 3))
        .hasMessageContaining("PT2H");
    assertThatThrownBy(() -> new Limits(HOUR, Duration.ofHours(2), HOUR, 2, 3))
        .hasMessageContaining("3 of one person");
  }

  private String open(String operator) {
    tick();
    return sessions.open(operator, new Means.Key()).token();
  }

  private void tick() {
    now = now.plusSeconds(1);
  }
}
