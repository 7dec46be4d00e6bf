package dev.weir.flow.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flow.rule.RuleBook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What calls of an experiment are asked and told by every way they can end, and by which rules
/// they are kept out.
class ArmsTest {
  private static final byte[] ASK = Wires.request(false, false, "large", 50, "hello");
  private static final byte[] ASK_STREAM = Wires.request(true, false, "large", 50, "hello");
  private static final String USAGE = Wires.openAiUsage(7, 9, 16);
  private static final byte[] WHOLE = Wires.openAiWhole("small", "hi", USAGE).getBytes(UTF_8);
  private static final byte[] STREAM =
      Wires.openAiStream("small", new String[] {"a", "b"}, USAGE).getBytes(UTF_8);

  /// All calls of the simulated organisation are in it, by their teams; both arms ask for the same.
  private static final String EXPERIMENT =
      """
      {"id":"smaller-%1$s","use_case":"%1$s","unit":"team","state":"running","arms":[
       {"name":"one","weight":1,"model":"gpt-4o-mini"},
       {"name":"two","weight":1,"model":"gpt-4o-mini"}]}\
      """;

  private final Walk walk = new Walk();

  private static RuleBook experiments(String more) {
    return RuleBook.parse(
        "{\"experiments\":[%s,%s,%s]%s}"
            .formatted(
                EXPERIMENT.formatted("claims"),
                EXPERIMENT.formatted("search"),
                EXPERIMENT.formatted("chat"),
                more));
  }

  private static RuleBook closed() {
    return RuleBook.parse(
        """
        {"rollouts":[{"id":"claims","closed":true},{"id":"search","closed":true},
         {"id":"chat","closed":true}]}
        """);
  }

  @AfterEach
  void nothingIsLeftOpen() {
    assertThat(walk.ledger.open()).isZero();
    assertThat(walk.bugs).isEmpty();
  }

  private static void assertTold(SimCaller caller) {
    assertThat(caller.answerHeaders().get("x-weir-experiment").orElse("")).startsWith("smaller-");
    assertThat(caller.answerHeaders().get("x-weir-arm").orElse("")).isIn("one", "two");
  }

  @Test
  void aWholeAnswerSaysItsArmAndWasAskedOfTheArmsModel() {
    walk.rules = experiments("");
    SimCaller caller = walk.sent(true, ASK);
    walk.answer(200, "application/json", WHOLE);

    assertTold(caller);
    assertThat(new String(walk.attempt().body(), UTF_8))
        .contains("\"gpt-4o-mini\"")
        .doesNotContain("\"large\"");
    assertThat(walk.reserved().model()).isEqualTo("gpt-4o-mini");
    assertThat(walk.reserved().facts().modelAsked()).isEqualTo("large");
    assertThat(walk.reserved().facts().principal().tags().valueOrEmpty("experiment_arm"))
        .isEqualTo(caller.answerHeaders().get("x-weir-arm").orElse(""));
  }

  @Test
  void aStreamSaysItsArm() {
    walk.rules = experiments("");
    SimCaller caller = walk.sent(true, ASK_STREAM);
    walk.answer(200, "text/event-stream", STREAM);

    assertTold(caller);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 500})
  void anErrorSaysItsArm(int status) {
    walk.rules = experiments("");
    SimCaller caller = walk.sent(true, ASK);
    walk.answer(status, "application/json", "{\"error\":{}}".getBytes(UTF_8));

    assertTold(caller);
  }

  @Test
  void aRefusalByTheLedgerSaysItsArm() {
    walk.rules = experiments("");
    walk.enforce(
        experiments(",\"budgets\":[{\"id\":\"b\",\"window\":\"total\",\"limit_usd\":\"0\"}]"));
    SimCaller caller = walk.call(true, ASK);

    assertThat(caller.status()).isEqualTo(402);
    assertTold(caller);
  }

  @Test
  void aCallOutsideTheRolloutIsSentNowhereAndInNoArm() {
    walk.rules = closed();
    SimCaller caller = walk.call(true, ASK);
    walk.drain();

    assertThat(caller.status()).isEqualTo(403);
    assertThat(new String(caller.received(), UTF_8)).contains(closed().version());
    assertThat(caller.answerHeaders().get("x-weir-arm")).isEmpty();
    assertThat(walk.wasSent()).isFalse();
  }

  /// Accepted by one version, its money held by the next: that one decides, and is named.
  @Test
  void whatChangedSinceItWasAcceptedKeepsItOut() {
    walk.enforce(closed());
    SimCaller caller = walk.call(true, ASK);
    walk.drain();

    assertThat(caller.status()).isEqualTo(403);
    assertThat(new String(caller.received(), UTF_8))
        .contains("use_case_closed")
        .contains(closed().version());
    assertThat(walk.wasSent()).isFalse();
  }
}
