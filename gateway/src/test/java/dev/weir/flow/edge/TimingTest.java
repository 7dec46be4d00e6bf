package dev.weir.flow.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.http.Failure;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.entry.Timing;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What is written down of the time before a request was sent, and of what made its answer.
class TimingTest {
  private static final String USAGE = Wires.openAiUsage(7, 9, 16);

  private final Walk walk = new Walk();

  private void ask(String more) {
    String body = new String(Wires.request(false, false, "large", 50, "hello"), UTF_8);
    walk.call(true, body.replaceFirst("\\{", "{" + more).getBytes(UTF_8));
  }

  private Timing timing() {
    return walk.settled().timing();
  }

  @Test
  void admissionAndConnectingAreMeasuredApart() {
    ask("");
    walk.pass(Duration.ofMillis(3));
    walk.drain();
    walk.pass(Duration.ofMillis(20));
    walk.provider().connected(true);
    walk.pass(Duration.ofMillis(100));
    walk.answer(200, "application/json", Wires.openAiWhole("large", "hi", USAGE).getBytes(UTF_8));

    assertThat(timing().admitMicros()).isEqualTo(3_000);
    assertThat(timing().queueMicros()).isZero();
    assertThat(timing().connectMicros()).isEqualTo(20_000);
    assertThat(timing().totalMicros()).isEqualTo(120_000);
  }

  @Test
  void aKeptConnectionTookNoTime() {
    ask("");
    walk.drain();
    walk.pass(Duration.ofMillis(20));
    walk.provider().connected(false);
    walk.answer(200, "application/json", Wires.openAiWhole("large", "hi", USAGE).getBytes(UTF_8));

    assertThat(timing().connectMicros()).isZero();
  }

  @Test
  void aConnectionThatNeverCameWasNotMeasured() {
    ask("");
    walk.drain();
    walk.provider().failed(new Failure(Failure.Kind.REFUSED, "planted"));

    Timing timing = ((Entry.Released) walk.endings.getFirst()).timing();
    assertThat(timing.connectMicros()).isEqualTo(-1);
    assertThat(timing.admitMicros()).isNotNegative();
  }

  @Test
  void theSystemsFingerprintAndTheParametersAreWrittenDown() {
    ask("\"temperature\":0.2,");
    walk.drain();
    String answer = Wires.openAiWhole("large", "hi", USAGE);
    walk.answer(
        200,
        "application/json",
        answer.replaceFirst("\\{", "{\"system_fingerprint\":\"fp_1\",").getBytes(UTF_8));

    assertThat(walk.settled().fingerprint()).isEqualTo("fp_1");
    assertThat(walk.reserved().course().parameters()).isEqualTo("temperature=0.2 max_tokens=50");
  }
}
