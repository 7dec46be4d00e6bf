package dev.weir.exchange.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flow.entry.AttemptId;
import dev.weir.flow.entry.CallId;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SPAN = "00f067aa0ba902b7";

  /// The example of W3C's Trace Context, 3.2.2.5.
  @Test
  void aCallersTraceGoesOnBelowItsSpan() {
    assertThat(TraceContext.read("00-%s-%s-01".formatted(TRACE, SPAN)))
        .hasValueSatisfying(context -> {
          assertThat(context).isEqualTo(new TraceContext(TRACE, SPAN, true));
          assertThat(context.header("00f067aa0ba902b8"))
              .isEqualTo("00-%s-00f067aa0ba902b8-01".formatted(TRACE));
        });
    assertThat(TraceContext.read("00-%s-%s-00".formatted(TRACE, SPAN)))
        .contains(new TraceContext(TRACE, SPAN, false));
  }

  @Test
  void aLaterVersionIsReadAsFarAsItIsTodays() {
    assertThat(TraceContext.read("cc-%s-%s-03-more".formatted(TRACE, SPAN)))
        .contains(new TraceContext(TRACE, SPAN, true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-"
      })
  void whatIsBrokenIsNone(String header) {
    assertThat(TraceContext.read(header)).isEmpty();
  }

  @Test
  void theSpansOfACallDiffer() {
    CallId call = new CallId(1, new Random(7).nextLong());
    Set<String> spans = new HashSet<>();
    spans.add(TraceContext.span(call));
    for (int attempt = 1; attempt <= 100; attempt++) {
      spans.add(TraceContext.span(new AttemptId(call, attempt)));
    }

    assertThat(spans).hasSize(101).allMatch(span -> span.matches("[0-9a-f]{16}"));
  }

  @Test
  void aShareOfTheTracesThatBeginHereIsKept() {
    Random random = new Random(11);
    int kept = 0;
    for (int i = 0; i < 10_000; i++) {
      kept += TraceContext.begin(new CallId(1, random.nextLong()), 250).sampled() ? 1 : 0;
    }

    assertThat(kept).isBetween(2_300, 2_700);
    assertThat(TraceContext.begin(new CallId(1, 5), 1_000).sampled()).isTrue();
    assertThat(TraceContext.begin(new CallId(1, 5), 0).sampled()).isFalse();
  }
}
