package dev.weir.flow.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.flow.cohort.Rollout.Outside;
import dev.weir.flow.window.Period;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Who of a roster is let in.
class EligibleUsersTest {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

  private static EligibleUsers roster(int users) {
    return EligibleUsers.of(
        IntStream.range(0, users)
            .mapToObj(i -> EligibleUsers.hash("support", "user-" + i))
            .collect(Collectors.toSet()));
  }

  private static Rollout rollout(String share, Optional<Integer> usersMax, String... users) {
    return new Rollout(
        "support",
        Portion.of(new BigDecimal(share)),
        new TreeSet<>(List.of(users)),
        Rollout.Eligible.ROSTER,
        usersMax,
        false,
        "support",
        true,
        Period.ALWAYS);
  }

  /// Of the first `users` of the users there are.
  private static Set<String> in(Door door, int users) {
    return IntStream.range(0, users)
        .mapToObj(i -> "user-" + i)
        .filter(user -> door.outside(user, NOW, "v1").isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String refusal(Door door, String user) {
    return door.outside(user, NOW, "v1").map(Outside::refusal).orElseThrow().message();
  }

  @Test
  void ofEverybodyOnTheRosterAllAreInAndNobodyElse() {
    Door door = Door.of(rollout("1", Optional.empty()), roster(500));

    assertThat(in(door, 1_000)).hasSize(500).contains("user-0", "user-499");
    assertThat(door.admitted()).contains(500);
    assertThat(refusal(door, "user-500"))
        .isEqualTo(
            "use case 'support' is open to 100 % of the eligible users, and user 'user-500' is not among the eligible users (rule book v1)");
    assertThat(refusal(door, "")).contains("no tag 'user'");
  }

  @Test
  void ofAShareThoseAreInWhoAreInAtEveryLargerOneWhateverElseIsOnTheRoster() {
    Set<String> before = Set.of();
    for (int thousandths = 0; thousandths <= 1_000; thousandths += 50) {
      Rollout rollout =
          rollout(BigDecimal.valueOf(thousandths, 3).toPlainString(), Optional.empty());
      Door door = Door.of(rollout, roster(2_000));
      Set<String> now = in(door, 3_000);

      assertThat(now).containsAll(before);
      assertThat(now.size()).isBetween(2 * thousandths - 120, 2 * thousandths + 120);
      assertThat(door.admitted()).contains(now.size());
      assertThat(in(Door.of(rollout, roster(2_500)), 3_000)).containsAll(now);
      before = now;
    }
    Door tenth = Door.of(rollout("0.1", Optional.empty()), roster(100));
    assertThat(
            refusal(
                tenth,
                in(Door.of(rollout("1", Optional.empty()), roster(100)), 100).stream()
                    .filter(user -> tenth.outside(user, NOW, "v1").isPresent())
                    .findFirst()
                    .orElseThrow()))
        .contains("open to 10 % of the eligible users", "is not among them");
  }

  @Test
  void neverAreMoreInThanThereIsRoomForAndAGrowingRosterLetsTheLastOnesOut() {
    Rollout rollout = rollout("0.5", Optional.of(50), "user-3", "user-7", "stranger");
    Set<String> all = in(Door.of(rollout("0.5", Optional.empty()), roster(4_000)), 4_000);
    for (int users = 10; users <= 4_000; users = users * 3 / 2) {
      Door door = Door.of(rollout, roster(users));
      Set<String> now = in(door, users);

      assertThat(now).contains("user-3", "user-7").hasSizeLessThanOrEqualTo(50);
      assertThat(door.admitted()).contains(now.size());
      assertThat(now).as("of %d", users).isSubsetOf(union(all, rollout.users()));
      if (users >= 200) {
        assertThat(now).as("of %d", users).hasSize(50);
        assertThat(refusal(door, "user-x")).contains("and 3 named, 50 at most");
      }
    }
    assertThat(refusal(Door.of(rollout, roster(200)), "stranger"))
        .as("named, and not on the roster")
        .contains("not among the eligible users");
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    Set<String> all = new TreeSet<>(one);
    all.addAll(other);
    return all;
  }

  /// docs/rollouts.md, computed by the Python that stands there.
  @Test
  void othersCanComputeWhoIsIn() {
    assertThat(EligibleUsers.hash("support", "ada")).startsWith("04978d9a1efa34f0");
    assertThat(Draw.part(place("ada"), 1_000)).isEqualTo(175);
    assertThat(Draw.part(place("grace"), 1_000)).isEqualTo(137);
    assertThat(EligibleUsers.of(List.of(EligibleUsers.hash("support", "ada"))).version())
        .isEqualTo("d997c1458ad506d5");
  }

  private static long place(String user) {
    return Draw.spread(EligibleUsers.key("support", user) ^ Draw.of("rollout/support", ""));
  }

  @Test
  void anotherRosterHasAnotherVersionAndAnotherSaltOtherUsers() {
    assertThat(roster(10).version()).isNotEqualTo(roster(11).version());
    assertThat(roster(10).version()).isEqualTo(roster(10).version());
    Rollout other =
        new Rollout(
            "support",
            Portion.of(new BigDecimal("0.5")),
            new TreeSet<>(),
            Rollout.Eligible.ROSTER,
            Optional.empty(),
            false,
            "another",
            true,
            Period.ALWAYS);
    Set<String> both = in(Door.of(rollout("0.5", Optional.empty()), roster(1_000)), 1_000);
    both.retainAll(in(Door.of(other, roster(1_000)), 1_000));
    assertThat(both).hasSizeBetween(200, 300);
  }

  @Test
  void refusesMoreNamedUsersThanMayCallAndANumberOfNobodyKnowsWhom() {
    assertThatThrownBy(() -> rollout("0", Optional.of(1), "ada", "grace"))
        .hasMessage(
            "rollout 'support': field 'users_max' is at least the number of 'users', 2, was 1");
    assertThatThrownBy(() -> Door.of(rollout("0.1", Optional.empty())))
        .hasMessageContaining("field 'eligible' is 'roster'")
        .hasMessageContaining("has no roster that lists its users");
  }

  @Test
  void judgesNobodyByARosterThatIsOnlyNamed() {
    EligibleUsers told = EligibleUsers.told("0123456789abcdef", 40);
    Door door = Door.of(rollout("1", Optional.empty()), told);

    assertThat(told.count()).isEqualTo(40);
    assertThat(door.admitted()).isEmpty();
    assertThatThrownBy(() -> door.outside("user-1", NOW, "v1"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("judges no call");
  }
}
