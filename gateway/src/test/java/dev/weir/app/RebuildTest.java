package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RebuildTest {
  private final Rebuild rebuild = new Rebuild(Rebuild.TAIL_BYTES * 3);

  @Test
  void aDatabaseBuiltAgainFromTheWholeJournalIsAReasonNotToBeReady() {
    assertThat(rebuild.reason(0))
        .contains(
            "ledger database: being rebuilt, loaded to 0 of 100663296 bytes of the journal; reports"
                + " are incomplete");
    assertThat(rebuild.reason(Rebuild.TAIL_BYTES)).isPresent();
  }

  @Test
  void aShortTailAndWhatCameAfterTheStartAreNone() {
    assertThat(rebuild.reason(Rebuild.TAIL_BYTES * 2)).isEmpty();
    assertThat(rebuild.reason(Rebuild.TAIL_BYTES * 9)).isEmpty();
  }
}
