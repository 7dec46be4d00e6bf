package dev.weir.bench.variant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcTest {
  private static final String STAT =
      "17 (a name) with) S 1 17 17 0 -1 4194304 1 2 3 4 250 50 30 20 20 0 9 0 1 1 1";

  @Test
  void addsUserAndSystemTimeAndThatOfEndedChildren() {
    assertThat(CpuTime.parse(STAT, 2).seconds()).isEqualTo(3.0);
    assertThat(CpuTime.parse(STAT, 4).seconds()).isEqualTo(3.5);
  }

  @Test
  void readsANameWithBracketsAndSpaces() {
    assertThat(CpuTime.parse(STAT, 2).name()).isEqualTo("a name) with");
  }

  @Test
  void nobodyUsesNothing() {
    assertThat(new CpuTime(0).seconds()).isZero();
    assertThat(new Memory(0).residentMb()).isZero();
  }

  @Test
  void readsResidentMemoryInMegabytes() {
    assertThat(Memory.parse("Name:\tjava\nVmHWM:\t  999 kB\nVmRSS:\t  358400 kB\n")).isEqualTo(350);
  }
}
