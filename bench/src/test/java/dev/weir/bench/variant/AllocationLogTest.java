package dev.weir.bench.variant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AllocationLogTest {
  @Test
  void addsUpWhatTheHeapGrewBetweenCollections() {
    List<String> log =
        List.of(
            "[1.000s] GC(0) Pause Young (Normal) (G1 Evacuation Pause) 110M->20M(256M) 3.4ms",
            "[1.500s] GC(1) Concurrent Mark Cycle",
            "[2.000s] GC(1) Pause Remark 70M->65M(256M) 1.2ms",
            "[3.000s] GC(2) Pause Young (Mixed) (G1 Evacuation Pause) 115M->21M(256M) 3.4ms");

    assertThat(AllocationLog.bytesPerSecond(log)).hasValue(50 * 1_048_576.0);
  }

  @Test
  void saysNothingOfFewerThanTwoCollections() {
    assertThat(
            AllocationLog.bytesPerSecond(
                List.of("[1.000s] GC(0) Pause Young (Normal) 110M->20M(256M) 3.4ms")))
        .isEmpty();
  }
}
