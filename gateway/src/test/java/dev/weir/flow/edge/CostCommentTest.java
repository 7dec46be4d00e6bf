package dev.weir.flow.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.http.Failure;
import dev.weir.base.http.Headers;
import dev.weir.flow.entry.Entry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A stream whose caller asks for it says at its end what it cost.
class CostCommentTest {
  private static final byte[] ASK = Wires.request(true, true, "large", 50, "hello");
  private static final String STREAM =
      Wires.openAiStream("large", new String[] {"a", "b"}, Wires.openAiUsage(7, 9, 16));
  private static final Headers EVENTS = Headers.of("content-type", "text/event-stream");

  private final Walk walk = new Walk();

  private SimCaller asking(String how) {
    SimCaller caller = walk.call(true, ASK, "x-weir-cost", how);
    walk.drain();
    return caller;
  }

  private static String received(SimCaller caller) {
    return new String(caller.received(), UTF_8);
  }

  private void answer(Headers head, String body) {
    walk.provider().head(200, head);
    walk.provider().chunk(body.getBytes(UTF_8));
    walk.provider().end();
  }

  @Test
  void theLastLineIsACommentWithTheSettledCost() {
    SimCaller caller = asking("comment");
    answer(EVENTS, STREAM);

    Entry.Settled settled = walk.settled();
    assertThat(received(caller))
        .isEqualTo(
            STREAM
                + "\n: weir {\"call\":\"%s\",\"cost_usd\":\"%s\",\"budget_remaining_usd\":null}\n\n"
                    .formatted(settled.call(), settled.charge().total()));
    assertThat(caller.complete()).isTrue();
  }

  @Test
  void whatIsCountedLaterIsPending() {
    List<Runnable> counts = new ArrayList<>();
    walk.counting = counts::add;
    SimCaller caller = asking("comment");
    answer(EVENTS, Wires.openAiStream("large", new String[] {"a", "b"}, ""));

    assertThat(received(caller)).contains("\"cost_usd\":null,\"pending\":true");
    assertThat(caller.complete()).isTrue();
    assertThat(counts).hasSize(1);
    counts.getFirst().run();
    assertThat(walk.endings).hasSize(1);
  }

  @Test
  void nobodyElseGetsOne() {
    SimCaller other = asking("header");
    answer(EVENTS, STREAM);

    assertThat(received(other)).isEqualTo(STREAM);
  }

  @Test
  void aBodyThatIsNoEventStreamGetsNone() {
    SimCaller caller = asking("comment");
    String whole = Wires.openAiWhole("large", "hi", Wires.openAiUsage(7, 9, 16));
    answer(Headers.of("content-type", "application/json"), whole);

    assertThat(received(caller)).isEqualTo(whole);
  }

  @Test
  void aStreamThatCannotBeReadGetsNone() {
    SimCaller caller = asking("comment");
    answer(EVENTS.plus("content-encoding", "br"), "packed");

    assertThat(received(caller)).isEqualTo("packed");
  }

  @Test
  void aTornStreamGetsNone() {
    SimCaller caller = asking("comment");
    walk.provider().head(200, EVENTS);
    walk.provider().chunk(STREAM.substring(0, 200).getBytes(UTF_8));
    walk.provider().failed(new Failure(Failure.Kind.CUT, "planted"));

    assertThat(received(caller)).doesNotContain(": weir");
    assertThat(caller.aborted()).isTrue();
  }
}
