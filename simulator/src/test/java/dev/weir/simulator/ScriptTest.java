package dev.weir.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.EncodingType;
import dev.weir.simulator.script.Directive;
import dev.weir.simulator.script.Latency;
import dev.weir.simulator.script.Lexicon;
import dev.weir.simulator.script.Shape;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class ScriptTest {
  @Test
  void everyFragmentIsOneTokenAlsoInARow() {
    var encodings = Encodings.newLazyEncodingRegistry();
    for (EncodingType type :
        new EncodingType[] {EncodingType.O200K_BASE, EncodingType.CL100K_BASE}) {
      for (int seed = 0; seed < 300; seed++) {
        int tokens = 5 + seed;
        Shape shape = seed % 3 == 2 ? Shape.ARGUMENTS : Shape.PROSE;
        var text = new Lexicon.Text(seed * 7919L, tokens, seed % 3 == 1, shape);
        assertThat(encodings.getEncoding(type).countTokens(text.whole()))
            .as("%s, seed %d: %s", type, seed, text.whole())
            .isEqualTo(tokens);
      }
    }
  }

  @Test
  void theLastDirectiveInAUsersTextWins() {
    assertThat(Directive.find("a [[sim in=1]] b [[sim in=2 out=3]] c")).isEqualTo(" in=2 out=3");
    assertThat(Directive.find("a [[simple]] [[sim")).isNull();
    assertThat(Directive.find("[[sim]]")).isEmpty();
  }

  @Test
  void aDirectiveThatIsNotUnderstoodIsAnError() {
    assertThatThrownBy(() -> Directive.parse("in=1 bogus=2")).hasMessageContaining("bogus=2");
    assertThatThrownBy(() -> Directive.parse("in=many").number("in", 0))
        .hasMessageContaining("many");
    assertThatThrownBy(() -> Directive.parse("ttft=5").nanos("ttft", 0)).hasMessageContaining("5");
    assertThatThrownBy(() -> Directive.parse("fault=explode").faults())
        .hasMessageContaining("explode");
  }

  @Test
  void waitsAreLognormalAroundTheMedian() {
    var latency = new Latency(200_000_000, 20_000_000, 0.3);
    var random = new SplittableRandom(3);
    int n = 20_000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double log = Math.log(latency.nextWait(random) / 20_000_000.0);
      sum += log;
      squares += log * log;
    }
    assertThat(sum / n).isBetween(-0.01, 0.01);
    assertThat(Math.sqrt(squares / n)).isBetween(0.29, 0.31);
  }

  @Test
  void equalRequestsGetEqualAnswersFromEqualSeeds() throws Exception {
    String first;
    try (Running sim = Running.with("--seed", "5")) {
      sim.chat("in=1 out=1");
      first = text(sim);
    }
    try (Running sim = Running.with("--seed", "5")) {
      assertThat(text(sim)).isEqualTo(first);
    }
    try (Running sim = Running.with("--seed", "6")) {
      assertThat(text(sim)).isNotEqualTo(first);
    }
  }

  @Test
  void tokenizerModeCountsThePromptWhateverTheDirectiveSays() throws Exception {
    try (Running sim = Running.with("--mode", "tokenizer")) {
      JsonNode answer = Running.json(sim.chat("in=99999 out=31", "\"max_tokens\":17").body());

      var encoding = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
      String prompt = "Say something. [[sim in=99999 out=31]]";
      assertThat(answer.at("/usage/prompt_tokens").asInt())
          .isEqualTo(3 + 3 + 1 + encoding.countTokens(prompt));
      assertThat(encoding.countTokens(answer.at("/choices/0/message/content").asText()))
          .isEqualTo(17);
    }
  }

  @Test
  void paceAndFirstWaitAreKept() throws Exception {
    try (Running sim = Running.with("--ttft", "30ms", "--latency", "gpt-4o=60ms,10ms,0")) {
      long before = System.nanoTime();
      sim.chat("in=1 out=20", "\"stream\":true");
      long tookMillis = (System.nanoTime() - before) / 1_000_000;

      assertThat(tookMillis).isBetween(60L + 22 * 10 - 15, 2_000L);
    }
  }

  @Test
  void defaultsApplyWhereTheRequestIsSilent() throws Exception {
    try (Running sim = Running.with("--default", "in=40 out=8")) {
      assertThat(Running.json(sim.chat("out=3").body()).at("/usage/total_tokens").asInt())
          .isEqualTo(43);
      assertThat(Running.json(sim.chat("").body()).at("/usage/total_tokens").asInt()).isEqualTo(48);
    }
  }

  @Test
  void framesCarryAsManyTokensAsAsked() throws Exception {
    try (Running sim = Running.with("--tokens-per-frame", "4")) {
      String stream = sim.chat("in=1 out=10", "\"stream\":true").body();

      assertThat(Running.payloads(stream)).hasSize(1 + 3 + 1 + 1);
    }
  }

  private static String text(Running sim) throws Exception {
    return Running.json(sim.chat("").body()).at("/choices/0/message/content").asText();
  }
}
