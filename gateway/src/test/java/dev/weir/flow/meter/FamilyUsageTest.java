package dev.weir.flow.meter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.wire.Framing;
import dev.weir.flow.dialect.SlowUsage;
import dev.weir.flow.dialect.Usage;
import dev.weir.flow.dialect.UsageReport;
import dev.weir.flow.dialect.Wire;
import dev.weir.flow.provider.Families;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What each vendor does its own way when it says what an answer used.
class FamilyUsageTest {
  private static final Families FAMILIES = Families.read();

  private static UsageReport report(String family, Wire wire, Framing framing, String answer) {
    Meter meter = new Meter(FAMILIES.named(family).metering(wire), false, MeterLimits.USUAL, 0);
    meter.head(framing, 0);
    meter.chunk(answer.getBytes(UTF_8), 0);
    return meter.end(0).report();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // family | usage | input, cache read, output, reasoning
        "openai|'prompt_tokens':9,'completion_tokens':4,'total_tokens':13|9,0,4,0",
        "xai|'prompt_tokens':12,'completion_tokens':1,'total_tokens':303,'completion_tokens_details':{'reasoning_tokens':290}|12,0,291,290",
        "mistral|'prompt_tokens':9,'completion_tokens':4,'total_tokens':13,'num_cached_tokens':8|9,8,4,0",
        "mistral|'prompt_tokens':9,'completion_tokens':4,'total_tokens':13,'num_cached_tokens':8,'prompt_tokens_details':{'cached_tokens':8}|9,8,4,0",
        "deepseek|'prompt_tokens':9,'completion_tokens':4,'total_tokens':13,'prompt_cache_hit_tokens':8,'prompt_cache_miss_tokens':1|9,8,4,0",
        "moonshot|'prompt_tokens':9,'completion_tokens':4,'total_tokens':13,'cached_tokens':8|9,8,4,0",
        "writer|'prompt_tokens':9,'completion_tokens':4,'total_tokens':13,'prompt_token_details':{'cached_tokens':8}|9,8,4,0",
        "gemini-openai|'prompt_tokens':35,'completion_tokens':12,'total_tokens':109|35,0,74,0",
        "vllm|'prompt_tokens':9,'completion_tokens':4,'total_tokens':13,'prompt_tokens_details':null|9,0,4,0",
      })
  void itsFiguresMeanTheSame(String family, String usage, String figures) {
    UsageReport report =
        report(
            family,
            Wire.OPENAI_CHAT,
            Framing.NONE,
            ("{'model':'m','choices':[],'usage':{" + usage + "}}").replace('\'', '"'));

    Usage read = report.whole().orElseThrow(() -> new AssertionError(report));
    assertThat(List.of(read.input(), read.cacheRead(), read.output(), read.reasoning()))
        .extracting(figure -> Long.toString(figure))
        .containsExactly(figures.split(",", -1));
    assertThat(SlowUsage.figures(read).get(2)).as("written").isZero();
  }

  @Test
  void groqsStreamsHaveItWhereNobodyElseDoes() {
    String chunk =
        "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}],\"x_groq\":{\"id\":\"r\",\"usage\":"
            + "{\"prompt_tokens\":9,\"completion_tokens\":4,\"total_tokens\":13}}}\n\ndata: [DONE]\n\n";

    assertThat(report("groq", Wire.OPENAI_CHAT, Framing.SSE, chunk).whole()).isPresent();
    assertThat(report("openai", Wire.OPENAI_CHAT, Framing.SSE, chunk))
        .isInstanceOf(UsageReport.Missing.class);
  }

  @Test
  void aTotalThatNobodyElseExplainsIsContradictory() {
    String body =
        "{\"usage\":{\"prompt_tokens\":35,\"completion_tokens\":12,\"total_tokens\":109}}";

    assertThat(report("openai", Wire.OPENAI_CHAT, Framing.NONE, body))
        .isInstanceOf(UsageReport.Contradictory.class);
    assertThat(report("gemini-openai", Wire.OPENAI_CHAT, Framing.NONE, body.replace("109", "40")))
        .isInstanceOf(UsageReport.Contradictory.class);
  }

  @Test
  void anEmbeddingMaySayNothingButATotal() {
    UsageReport report =
        report("voyage", Wire.OPENAI_EMBEDDINGS, Framing.NONE, "{\"usage\":{\"total_tokens\":6}}");

    assertThat(report.whole().map(SlowUsage::figures)).contains(List.of(6L, 0L, 0L, 0L, 0L, 0L));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "xai|'num_sources_used':3|live_search_source|3",
        "xai|'server_side_tool_usage_details':{'x_search_calls':2}|x_search|2",
        "openrouter|'server_tool_use_details':{'web_search_requests':1}|web_search|1",
        "perplexity|'num_search_queries':5|search|5",
        "perplexity|'citation_tokens':7|citation|7",
      })
  void whatNoMeterPricesIsNotLost(String family, String said, String name, long quantity) {
    String body =
        "{'usage':{'prompt_tokens':9,'completion_tokens':4,'total_tokens':13," + said + "}}";

    assertThat(
            report(family, Wire.OPENAI_CHAT, Framing.NONE, body.replace('\'', '"'))
                .whole()
                .orElseThrow()
                .beyond())
        .isEqualTo(Map.of(name, quantity));
  }
}
