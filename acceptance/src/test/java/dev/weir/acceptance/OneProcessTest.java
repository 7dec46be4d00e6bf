package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A data directory has one process; the process has one life.
@Timeout(120)
final class OneProcessTest {
  private static final int NOT_NOW = 6;

  @Test
  void aSecondProcessOnTheSameDataIsToldWhoHasItAndTheFirstGoesOn() {
    try (Stage stage = Stage.open("start: {warm_up: 500ms}")) {
      Said second = stage.gateway().weir("serve");

      assertThat(second.expect(NOT_NOW).err())
          .contains("is in use by process " + stage.gateway().process().id())
          .contains(stage.gateway().data().toString());
      Application.Wire wire = Application.Wire.OPENAI_JSON;
      stage
          .application()
          .ask(wire, "one", Application.body(wire, wire.model(), "[[sim in=5 out=5]]", 10))
          .expect(200);
      assertThat(stage.gateway().process().output())
          .contains("pretended calls")
          .doesNotContain("goes on after it has run out of memory");
    }
  }

  @Test
  void aKilledProcessLeavesNoLockBehind() {
    try (Stage stage = Stage.open()) {
      stage.gateway().kill();

      assertThat(stage.gateway().restart().process().running()).isTrue();
    }
  }
}
