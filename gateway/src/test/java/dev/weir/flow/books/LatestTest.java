package dev.weir.flow.books;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LatestTest {
  private final List<Version> stored = new ArrayList<>();
  private final List<Kind> read = new ArrayList<>();
  private final Latest latest =
      new Latest(kind -> {
        read.add(kind);
        return List.copyOf(stored);
      });

  @Test
  void readsAKindOnceUntilSomethingIsAppended() {
    stored.add(version("claims", 1, ""));
    latest.of(Kind.USE_CASE);
    assertThat(one("claims")).map(Version::version).contains(1);
    assertThat(one("other")).isEmpty();
    assertThat(read).hasSize(1);

    stored.set(0, version("claims", 2, ""));
    latest.forget();

    assertThat(one("claims")).map(Version::version).contains(2);
    assertThat(read).hasSize(2);
  }

  @Test
  void givesEachItsOwnBody() {
    stored.add(version("claims", 1, "kept"));
    one("claims").orElseThrow().body().put("text", "changed");
    latest.of(Kind.USE_CASE).getFirst().body().put("text", "changed");

    assertThat(one("claims").orElseThrow().body().path("text").asText()).isEqualTo("kept");
  }

  @Test
  void doesNotKeepWhatIsTooLong() {
    stored.add(version("claims", 1, "x".repeat(Latest.CHARACTERS_MAX)));
    latest.of(Kind.USE_CASE);
    latest.of(Kind.USE_CASE);

    assertThat(read).as("asked for each time").hasSize(2);
    assertThat(latest.of(Kind.USE_CASE, "claims", Optional::empty)).as("asked for alone").isEmpty();
  }

  private Optional<Version> one(String id) {
    return latest.of(
        Kind.USE_CASE,
        id,
        () -> {
          throw new AssertionError("is kept");
        });
  }

  private static Version version(String id, int number, String text) {
    ObjectNode body = Json.object("{}").put("text", text);
    return new Version(
        number, Kind.USE_CASE, id, number, Instant.EPOCH, "ann", "test", body, false);
  }
}
