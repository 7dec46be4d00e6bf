package dev.weir.flow.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.flow.cohort.Rollout.Outside;
import dev.weir.flow.refusal.Refusal;
import dev.weir.flow.window.Period;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who is let in.
class RolloutTest {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

  private static Rollout rollout(String share, String... users) {
    return new Rollout(
        "support",
        Portion.of(new BigDecimal(share)),
        new TreeSet<>(List.of(users)),
        Rollout.Eligible.EVERYBODY,
        Optional.empty(),
        false,
        "support",
        true,
        Period.ALWAYS);
  }

  private static boolean in(Rollout rollout, String user) {
    return Door.of(rollout).outside(user, NOW, "v1").isEmpty();
  }

  private static long admitted(Rollout rollout, int users) {
    return IntStream.range(0, users).filter(i -> in(rollout, "user-" + i)).count();
  }

  @Test
  void whoIsInAtAShareIsInAtEveryLargerOne() {
    Set<String> before = new TreeSet<>();
    for (int thousandths = 0; thousandths <= 1_000; thousandths += 25) {
      Rollout rollout = rollout(BigDecimal.valueOf(thousandths, 3).toPlainString());
      Set<String> now = new TreeSet<>();
      IntStream.range(0, 2_000)
          .mapToObj(i -> "user-" + i)
          .filter(user -> in(rollout, user))
          .forEach(now::add);

      assertThat(now).containsAll(before);
      assertThat(now.size()).isBetween(2 * thousandths - 120, 2 * thousandths + 120);
      before = now;
    }
  }

  @Test
  void nobodyIsInAtNothingAndEverybodyAtAll() {
    assertThat(admitted(rollout("0"), 1_000)).isZero();
    assertThat(admitted(rollout("1"), 1_000)).isEqualTo(1_000);
  }

  @Test
  void namedUsersAreInWhateverTheShareIs() {
    Rollout rollout = rollout("0", "ada");

    assertThat(in(rollout, "ada")).isTrue();
    assertThat(in(rollout, "grace")).isFalse();
  }

  @Test
  void saysWhoIsLetInAndByWhichBook() {
    Outside outside = Door.of(rollout("0.1", "ada")).outside("grace", NOW, "v1").orElseThrow();

    assertThat(outside.refusal().kind()).isEqualTo(Refusal.Kind.NOT_IN_ROLLOUT);
    assertThat(outside.refusal().rule()).isEqualTo("support");
    assertThat(outside.refusal().message())
        .isEqualTo(
            "use case 'support' is open to 10 % of users and 1 named, and user 'grace' is not among them (rule book v1)");
  }

  @Test
  void aCallThatNamesNoUserIsKeptOutUnlessEverybodyIsIn() {
    assertThat(Door.of(rollout("0.999")).outside("", NOW, "v1").orElseThrow().refusal().message())
        .contains("no tag 'user'");
    assertThat(in(rollout("1"), "")).isTrue();
  }

  @Test
  void aClosedUseCaseIsOpenToNobody() {
    Rollout closed =
        new Rollout(
            "support",
            Portion.ALL,
            new TreeSet<>(Set.of("ada")),
            Rollout.Eligible.EVERYBODY,
            Optional.empty(),
            true,
            "support",
            true,
            Period.ALWAYS);

    assertThat(Door.of(closed).outside("ada", NOW, "v1").orElseThrow().refusal().kind())
        .isEqualTo(Refusal.Kind.USE_CASE_CLOSED);
  }

  @Test
  void judgesWithinItsPeriodOnly() {
    Rollout later =
        new Rollout(
            "support",
            Portion.NOBODY,
            new TreeSet<>(),
            Rollout.Eligible.EVERYBODY,
            Optional.empty(),
            false,
            "support",
            true,
            new Period(Optional.of(NOW.plusSeconds(1)), Optional.empty()));

    assertThat(Door.of(later).outside("ada", NOW, "v1")).isEmpty();
    assertThat(Door.of(later).outside("ada", NOW.plusSeconds(1), "v1")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0.1", "1.001", "0.0001", "2"})
  void refusesWhatIsNoShare(String share) {
    assertThatThrownBy(() -> Portion.of(new BigDecimal(share)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("share of users")
        .hasMessageContaining(share);
  }
}
