package dev.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
  private static Arguments of(String... arguments) {
    return new Arguments(List.of(arguments));
  }

  @Test
  void readsDurationsWithAndWithoutAUnit() {
    Arguments arguments = of("--soak", "10m", "--seconds", "4");

    assertThat(arguments.duration("--soak", Duration.ZERO)).isEqualTo(Duration.ofMinutes(10));
    assertThat(arguments.duration("--seconds", Duration.ZERO)).isEqualTo(Duration.ofSeconds(4));
    assertThat(arguments.duration("--streams", Duration.ZERO)).isEqualTo(Duration.ZERO);
  }

  @Test
  void readsListsInAnyCase() {
    assertThat(of("--variants", "nginx,Host").list("--variants", Peer.class, List.of()))
        .containsExactly(Peer.NGINX, Peer.HOST);
  }

  @Test
  void refusesWhatNobodyAskedForAndAnOptionWithoutItsValue() {
    assertThatThrownBy(() -> of("--what").end()).hasMessageContaining("--what");
    assertThatThrownBy(() -> of("--rounds").number("--rounds", 1)).hasMessageContaining("--rounds");
  }
}
