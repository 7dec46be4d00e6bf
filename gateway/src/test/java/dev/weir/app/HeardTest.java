package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flow.edge.Signals;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class HeardTest {
  /// A listener may leave a signal out, who passes them on may not.
  @Test
  void everySignalIsPassedOn() {
    assertThat(Signals.class.getDeclaredMethods())
        .isNotEmpty()
        .allSatisfy(signal ->
            assertThat(Heard.class.getDeclaredMethods()).anyMatch(own -> isSame(own, signal)));
  }

  private static boolean isSame(Method one, Method other) {
    return one.getName().equals(other.getName())
        && Arrays.equals(one.getParameterTypes(), other.getParameterTypes());
  }
}
