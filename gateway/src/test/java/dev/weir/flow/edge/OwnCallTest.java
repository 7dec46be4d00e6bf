package dev.weir.flow.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.money.Total;
import dev.weir.flow.edge.CallDesk.Found;
import dev.weir.flow.identity.Tags;
import java.math.BigDecimal;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What a caller hears of its own calls, whatever the desk knows of them.
class OwnCallTest {
  private static final byte[] ASK = Wires.request(false, false, "large", 50, "hello");
  private static final String ID = "/weir/calls/call_06EXAMPKE0000000000000000A";

  private final Walk walk = new Walk();

  private static String text(SimCaller caller) {
    return new String(caller.received(), UTF_8);
  }

  private void found(Found found) {
    walk.desk = (_, told) -> told.accept(found);
  }

  private Found admitted(String key, boolean open) {
    return new Found.Admitted(
        key, open, 2, "open", "large", Total.usd(new BigDecimal("0.0021")), "counted", Tags.NONE);
  }

  @Test
  void aCallUnderWayIsAcceptedAndNotLookedUp() {
    AtomicInteger looks = new AtomicInteger();
    walk.desk =
        (_, told) -> {
          looks.incrementAndGet();
          told.accept(new Found.Nothing());
        };
    walk.call(true, ASK);
    walk.drain();

    SimCaller asked = walk.get("/weir/calls/" + walk.sentCall());

    assertThat(asked.status()).isEqualTo(202);
    assertThat(asked.answerHeaders().get("retry-after")).contains("1");
    assertThat(text(asked)).contains("\"state\":\"open\",\"cost_usd\":null,\"pending\":true");
    assertThat(looks).hasValue(0);
  }

  @Test
  void aCallThatIsStillCountedIsAccepted() {
    found(admitted(walk.key(), true));

    assertThat(walk.get(ID).status()).isEqualTo(202);
  }

  @Test
  void aCallThatHasEndedSaysWhatItCost() {
    found(admitted(walk.key(), false));
    SimCaller asked = walk.get(ID);

    assertThat(asked.status()).isEqualTo(200);
    assertThat(text(asked))
        .isEqualTo(
            "{\"call\":\"call_06EXAMPKE0000000000000000A\",\"state\":\"ended\",\"provider\":\"open\","
                + "\"model\":\"large\",\"attempts\":2,\"cost_usd\":\"0.0021\","
                + "\"provenance\":\"counted\",\"budget_remaining_usd\":null}");
  }

  @Test
  void aRefusedCallCostNothing() {
    found(new Found.Refused(walk.key(), "budget_spent"));
    SimCaller asked = walk.get(ID);

    assertThat(asked.status()).isEqualTo(200);
    assertThat(text(asked))
        .contains("\"state\":\"refused\",\"refusal\":\"budget_spent\",\"cost_usd\":\"0\"");
  }

  @Test
  void somebodyElsesCallDoesNotExist() {
    SimCaller unknown = walk.get(ID);
    found(admitted("key_other", false));
    SimCaller theirs = walk.get(ID);
    found(new Found.Refused("key_other", "budget_spent"));
    SimCaller refused = walk.get(ID);

    assertThat(unknown.status()).isEqualTo(404);
    assertThat(theirs.status()).isEqualTo(404);
    assertThat(refused.status()).isEqualTo(404);
    assertThat(text(theirs)).isEqualTo(text(unknown)).isEqualTo(text(refused));
  }

  @Test
  void whatIsNoCallIdIsNoCall() {
    assertThat(walk.get("/weir/calls/7").status()).isEqualTo(404);
    assertThat(walk.get("/weir/calls/").status()).isEqualTo(404);
  }

  @Test
  void aDeskThatHasNoTimeSaysSo() {
    found(new Found.Later("planted"));
    SimCaller asked = walk.get(ID);

    assertThat(asked.status()).isEqualTo(503);
    assertThat(asked.answerHeaders().get("retry-after")).contains("1");
    assertThat(text(asked)).contains("planted");
  }
}
