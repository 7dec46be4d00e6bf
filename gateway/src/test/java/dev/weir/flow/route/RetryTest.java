package dev.weir.flow.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flow.route.Fault.Kind;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The table of faults and of what follows, row by row.
class RetryTest {
  private static final RetryRules RULES = RetryRules.USUAL;
  private static final Duration PLENTY = Duration.ofMinutes(1);

  private static Next next(Fault fault, int inAll, int here, boolean another) {
    return Retry.next(
        fault, new Retry.Tries(inAll, here), RULES, new Retry.Left(another, true, PLENTY), 0.5);
  }

  private static String name(Next next) {
    return next.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  /// What follows the first failure at a target and the second, while another target is left; and
  /// the same where none is.
  @ParameterizedTest
  @CsvSource({
    "UNREACHABLE, onward, onward, again, give",
    "GOING_AWAY,  again,  onward, again, give",
    "LIMITED,     onward, onward, again, give",
    "PACED,       onward, onward, give,  give",
    "OVERLOADED,  again,  onward, again, give",
    "SERVER,      again,  onward, again, give",
    "RESET,       onward, onward, give,  give",
    "SILENT_HEAD, onward, onward, give,  give",
    "SLOW_START,  onward, onward, give,  give",
    "CUT,         onward, onward, give,  give",
    "SILENT,      onward, onward, give,  give",
    "EMPTY,       onward, onward, give,  give",
    "WRONG_TYPE,  onward, onward, give,  give",
    "MALFORMED,   onward, onward, give,  give",
    "LATE,        onward, onward, give,  give",
    "CREDENTIAL,  onward, onward, give,  give",
    "TOO_LONG,    wider,  wider,  give,  give",
    "TOO_LARGE,   give,   give,   give,  give",
    "NO_ROOM,     give,   give,   give,  give",
    "ENDING,      give,   give,   give,  give",
    "CONTENT,     give,   give,   give,  give",
    "CALLER,      give,   give,   give,  give"
  })
  void whatFollowsAFault(Kind kind, String first, String second, String alone, String aloneTwice) {
    Fault fault = new Fault(kind, "planted");

    assertThat(name(next(fault, 1, 1, true))).isEqualTo(first);
    assertThat(name(next(fault, 2, 2, true))).isEqualTo(second);
    assertThat(name(next(fault, 1, 1, false))).isEqualTo(alone);
    assertThat(name(next(fault, 2, 2, false))).isEqualTo(aloneTwice);
  }

  @Test
  void theTableHasARowForEachFault() throws NoSuchMethodException {
    String[] rows =
        RetryTest.class
            .getDeclaredMethod(
                "whatFollowsAFault",
                Kind.class,
                String.class,
                String.class,
                String.class,
                String.class)
            .getAnnotation(CsvSource.class)
            .value();
    Set<String> named =
        Arrays.stream(rows).map(row -> row.split(",", 2)[0]).collect(Collectors.toSet());

    assertThat(named)
        .isEqualTo(Arrays.stream(Kind.values()).map(Enum::name).collect(Collectors.toSet()));
  }

  @Test
  void nothingFollowsTheLastAttemptOrTheEndOfTheTime() {
    for (Kind kind : Kind.values()) {
      Fault fault = new Fault(kind, "planted");
      assertThat(next(fault, 4, 1, true)).isEqualTo(new Next.Give());
      assertThat(
              Retry.next(
                  fault,
                  new Retry.Tries(1, 1),
                  RULES,
                  new Retry.Left(true, true, Duration.ZERO),
                  0.5))
          .isEqualTo(new Next.Give());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SERVER", "GOING_AWAY"})
  void aTargetIsNotAskedAgainWhereOthersRetriesLeaveNoRoom(Kind kind) {
    Fault fault = new Fault(kind, "planted");
    Retry.Tries tries = new Retry.Tries(1, 1);

    assertThat(Retry.next(fault, tries, RULES, new Retry.Left(true, false, PLENTY), 0.5))
        .isEqualTo(new Next.Onward());
    assertThat(Retry.next(fault, tries, RULES, new Retry.Left(false, false, PLENTY), 0.5))
        .isEqualTo(new Next.Give());
  }

  @ParameterizedTest
  @CsvSource({"0, 125", "0.5, 187", "1, 250"})
  void theWaitIsBetweenHalfAndAllOfTheBackoff(double draw, long millis) {
    Next next =
        Retry.next(
            new Fault(Kind.SERVER, "planted"),
            new Retry.Tries(1, 1),
            RULES,
            new Retry.Left(false, true, PLENTY),
            draw);

    assertThat(((Next.Again) next).after().toMillis()).isEqualTo(millis);
  }

  @Test
  void theWaitDoublesUpToItsLongest() {
    RetryRules many =
        new RetryRules(
            9,
            9,
            Duration.ofMinutes(10),
            Duration.ZERO,
            Duration.ofMillis(100),
            Duration.ofMillis(350),
            true);
    Fault fault = new Fault(Kind.SERVER, "planted");

    assertThat(List.of(1, 2, 3, 4))
        .extracting(tries ->
            ((Next.Again)
                    Retry.next(
                        fault,
                        new Retry.Tries(tries, tries),
                        many,
                        new Retry.Left(false, true, PLENTY),
                        1))
                .after()
                .toMillis())
        .containsExactly(100L, 200L, 350L, 350L);
  }

  @Test
  void whatTheProviderAskedForIsWaitedForIfThereIsTime() {
    Fault limited = new Fault(Kind.LIMITED, "planted", Optional.of(Duration.ofSeconds(30)));

    assertThat(next(limited, 1, 1, false)).isEqualTo(new Next.Again(Duration.ofSeconds(30)));
    assertThat(
            Retry.next(
                limited,
                new Retry.Tries(1, 1),
                RULES,
                new Retry.Left(false, true, Duration.ofSeconds(30)),
                0.5))
        .isEqualTo(new Next.Give());
  }

  @Test
  void aProviderThatAsksForALongTimeHasAnotherTargetTriedFirst() {
    Fault busy = new Fault(Kind.OVERLOADED, "planted", Optional.of(Duration.ofSeconds(6)));

    assertThat(next(busy, 1, 1, true)).isEqualTo(new Next.Onward());
    assertThat(next(busy, 1, 1, false)).isEqualTo(new Next.Again(Duration.ofSeconds(6)));
  }
}
