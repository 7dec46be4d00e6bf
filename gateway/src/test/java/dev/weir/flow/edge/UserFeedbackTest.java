package dev.weir.flow.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flow.edge.FeedbackDesk.Said;
import dev.weir.flow.edge.FeedbackDesk.Taken;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What an application hears of feedback that it hands in, whatever the desk makes of it.
class UserFeedbackTest {
  private static final String TEXT = "{\"call_id\": \"call_x\", \"rating\": \"up\"}";

  private final Walk walk = new Walk();
  private final List<Said> said = new ArrayList<>();

  private SimCaller handIn(Taken taken) {
    return handIn(taken, TEXT);
  }

  private SimCaller handIn(Taken taken, String text) {
    walk.feedback =
        (each, told) -> {
          said.add(each);
          told.accept(taken);
        };
    return walk.line("POST", "/weir/feedback", text.getBytes(UTF_8));
  }

  private static String text(SimCaller caller) {
    return new String(caller.received(), UTF_8);
  }

  @Test
  void reachesTheDeskAsItCameWithItsKey() {
    SimCaller caller = handIn(new Taken.Done("new"));

    assertThat(caller.status()).isEqualTo(200);
    assertThat(text(caller)).isEqualTo("{\"feedback\":\"new\"}");
    assertThat(said).hasSize(1);
    assertThat(said.getFirst().text()).isEqualTo(TEXT);
    assertThat(said.getFirst().key()).startsWith("key_");
  }

  @Test
  void isTriedAgainLaterWhereTheDeskIsFull() {
    SimCaller caller = handIn(new Taken.Later("64 are being taken already"));

    assertThat(caller.status()).isEqualTo(503);
    assertThat(caller.answerHeaders().get("retry-after")).contains("1");
    assertThat(text(caller)).contains("64 are being taken already");
  }

  @Test
  void saysWhatIsWrongWithIt() {
    SimCaller caller = handIn(new Taken.Invalid("field 'rating' is up, down, or 1 to 5"));

    assertThat(caller.status()).isEqualTo(400);
    assertThat(text(caller)).contains("field 'rating' is up, down, or 1 to 5");
  }

  @Test
  void knowsNoCallOfAnotherKey() {
    SimCaller caller = handIn(new Taken.NoCall());

    assertThat(caller.status()).isEqualTo(404);
    assertThat(text(caller)).contains("call_unknown");
  }

  @Test
  void isNotLookedAtWhenItIsTooLong() {
    SimCaller caller = handIn(new Taken.Done("new"), "x".repeat((16 << 10) + 1));

    assertThat(caller.status()).isEqualTo(413);
    assertThat(said).isEmpty();
  }
}
