package dev.weir.flow.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.money.Money;
import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.dialect.Usage;
import dev.weir.flow.entry.CallFacts;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.entry.Course;
import dev.weir.flow.entry.Ending;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.entry.Timing;
import dev.weir.flow.health.Versions.Served;
import dev.weir.flow.identity.Principal;
import dev.weir.flow.identity.Tags;
import dev.weir.flow.price.Charge;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VersionsTest {
  private static final Instant AT = Instant.parse("2026-03-15T10:00:00Z");

  private final Versions versions = new Versions();
  private int calls;

  private Optional<String> saw(String model, String served) {
    CallId call = new CallId(1, ++calls);
    CallFacts facts =
        new CallFacts(
            new Principal("key_1", Tags.NONE, false),
            "openai.chat",
            model,
            false,
            "primary",
            Optional.empty(),
            1);
    return versions
        .saw(
            new Entry.Reserved(
                call,
                1,
                AT,
                facts,
                "open",
                model,
                Money.ZERO,
                1,
                List.of(),
                List.of(),
                "p",
                "r",
                Course.NONE),
            new Entry.Settled(
                call,
                1,
                AT.plusSeconds(calls),
                Usage.of(1, 1, Provenance.REPORTED),
                Charge.none("p"),
                served,
                "",
                "",
                "",
                "",
                200,
                Ending.COMPLETE,
                Timing.NONE))
        .map(VersionsTest::text);
  }

  private static String text(Entry.Drifted drift) {
    return "%s/%s %s > %s at %d of %d"
        .formatted(
            drift.provider(),
            drift.model(),
            drift.before(),
            drift.now(),
            drift.at().getEpochSecond() - AT.getEpochSecond(),
            drift.call().low());
  }

  @Test
  void anotherModelUnderANameIsToldOnce() {
    versions.remember(List.of());

    assertThat(saw("gpt-4o", "gpt-4o-1")).as("the first is no change").isEmpty();
    assertThat(saw("gpt-4o", "gpt-4o-1")).isEmpty();
    assertThat(saw("gpt-4o", "gpt-4o-2")).contains("open/gpt-4o gpt-4o-1 > gpt-4o-2 at 3 of 3");
    assertThat(saw("gpt-4o", "gpt-4o-1")).as("it was there before").isEmpty();
    assertThat(saw("gpt-4o", "gpt-4o-2")).isEmpty();
    assertThat(saw("other", "gpt-4o-2")).as("another name").isEmpty();
    assertThat(saw("gpt-4o", "")).as("an answer that names none").isEmpty();
  }

  @Test
  void whatWasServedBeforeTheStartIsKnown() {
    versions.remember(
        List.of(
            new Served("open", "gpt-4o", "gpt-4o-1"), new Served("open", "gpt-4o", "gpt-4o-2")));

    assertThat(saw("gpt-4o", "gpt-4o-1")).isEmpty();
    assertThat(saw("gpt-4o", "gpt-4o-3")).contains("open/gpt-4o gpt-4o-1 > gpt-4o-3 at 2 of 2");
  }

  @Test
  void whatCameBeforeThatIsKnownIsToldThen() {
    assertThat(saw("gpt-4o", "gpt-4o-2")).isEmpty();
    assertThat(saw("gpt-4o", "gpt-4o-2")).isEmpty();
    assertThat(saw("gpt-4o", "gpt-4o-3")).isEmpty();
    assertThat(saw("new", "new-1")).isEmpty();

    assertThat(
            versions.remember(List.of(new Served("open", "gpt-4o", "gpt-4o-1"))).stream()
                .map(VersionsTest::text))
        .containsExactly(
            "open/gpt-4o gpt-4o-1 > gpt-4o-2 at 1 of 1",
            "open/gpt-4o gpt-4o-2 > gpt-4o-3 at 3 of 3");
    assertThat(saw("gpt-4o", "gpt-4o-2")).isEmpty();
  }

  @Test
  void aNameWithTooManyModelsIsNotWatchedAnyMore() {
    versions.remember(List.of());

    long told =
        Stream.iterate(0, i -> i < 1_000, i -> i + 1)
            .filter(i -> saw("router", "m" + i).isPresent())
            .count();

    assertThat(told).isEqualTo(63);
  }
}
