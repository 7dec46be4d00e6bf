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
  private static final String SEARCHED =
      "'output':[{'type':'reasoning','summary':[]},"
          + "{'type':'web_search_call','status':'completed','action':{'type':'search','query':'q'}},"
          + "{'type':'web_search_call','action':{'type':'open_page','url':'u'}},"
          + "{'type':'web_search_call'},{'type':'file_search_call','queries':['q']},"
          + "{'type':'message','content':[{'type':'output_text','text':'t'}]}],"
          + "'usage':{'input_tokens':9,'output_tokens':4,'total_tokens':13}";

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

  private static Usage usage(Wire wire, String family, String answer) {
    return report(family, wire, Framing.NONE, answer.replace('\'', '"'))
        .whole()
        .orElseThrow(() -> new AssertionError("no whole usage"));
  }

  @Test
  void openAiSaysItsModalitiesAndWhatOfThemWasCached() {
    String body =
        "{'model':'m','usage':{'input_tokens':100,'output_tokens':50,'total_tokens':150,"
            + "'input_token_details':{'text_tokens':60,'audio_tokens':40,'cached_tokens':30,"
            + "'cached_tokens_details':{'text_tokens':30,'audio_tokens':0}},"
            + "'output_token_details':{'text_tokens':10,'audio_tokens':40}}}";

    assertThat(usage(Wire.OPENAI_CHAT, "openai", body).beyond())
        .isEqualTo(Map.of("audio_input", 40L, "audio_cache_read", 0L, "audio_output", 40L));
  }

  @Test
  void zerosOfModalitiesThatAreNotThereAreNotKept() {
    String body =
        "{'usage':{'prompt_tokens':9,'completion_tokens':4,'total_tokens':13,"
            + "'prompt_tokens_details':{'audio_tokens':0,'cached_tokens':0,"
            + "'cached_tokens_details':{'audio_tokens':0}},"
            + "'completion_tokens_details':{'audio_tokens':0}}}";

    assertThat(usage(Wire.OPENAI_CHAT, "openai", body).beyond()).isEmpty();
  }

  @Test
  void geminiSaysItsModalitiesAndADocumentIsAPicture() {
    String body =
        "{'candidates':[{'finishReason':'STOP'}],'usageMetadata':{'promptTokenCount':1000,"
            + "'cachedContentTokenCount':600,'candidatesTokenCount':90,'totalTokenCount':1150,"
            + "'toolUsePromptTokenCount':60,"
            + "'promptTokensDetails':[{'modality':'TEXT','tokenCount':400},"
            + "{'modality':'AUDIO','tokenCount':300},{'modality':'IMAGE','tokenCount':100},"
            + "{'modality':'DOCUMENT','tokenCount':150},{'modality':'VIDEO','tokenCount':50}],"
            + "'toolUsePromptTokensDetails':[{'modality':'IMAGE','tokenCount':60}],"
            + "'cacheTokensDetails':[{'modality':'AUDIO','tokenCount':200},"
            + "{'modality':'TEXT','tokenCount':400}],"
            + "'candidatesTokensDetails':[{'modality':'IMAGE','tokenCount':80}]}}";

    assertThat(usage(Wire.GEMINI_GENERATE, "gemini", body).beyond())
        .isEqualTo(
            Map.of(
                "audio_input", 300L,
                "audio_cache_read", 200L,
                "image_input", 310L,
                "image_cache_read", 0L,
                "video_input", 50L,
                "video_cache_read", 0L,
                "image_output", 80L));
  }

  @Test
  void figuresOfModalitiesThatCannotAllBeTrueAreContradictory() {
    String body =
        "{'usage':{'prompt_tokens':9,'completion_tokens':4,'total_tokens':13,"
            + "'prompt_tokens_details':{'audio_tokens':10}}}";

    assertThat(report("openai", Wire.OPENAI_CHAT, Framing.NONE, body.replace('\'', '"')))
        .isEqualTo(new UsageReport.Contradictory("tokens that are no text 10 of input 9"));
  }

  @Test
  void whatAnAnswerThatBrokeOffPutOutByModalityIsNotKnown() {
    String event =
        "data: {'usageMetadata':{'promptTokenCount':9,'candidatesTokenCount':4,"
            + "'totalTokenCount':13,"
            + "'promptTokensDetails':[{'modality':'AUDIO','tokenCount':9}],"
            + "'candidatesTokensDetails':[{'modality':'IMAGE','tokenCount':4}]}}\n\n";

    assertThat(report("gemini", Wire.GEMINI_GENERATE, Framing.SSE, event.replace('\'', '"')))
        .isInstanceOfSatisfying(
            UsageReport.InputOnly.class,
            known -> assertThat(known.usage().beyond()).isEqualTo(Map.of("audio_input", 9L)));
  }

  @Test
  void searchesOfAResponseAreCountedOnceWhetherItIsWholeOrStreamed() {
    String stream =
        "data: {'type':'response.output_item.done','item':{'type':'web_search_call'}}\n\n"
            + "data: {'type':'response.completed','response':{"
            + SEARCHED
            + "}}\n\n";

    assertThat(usage(Wire.OPENAI_RESPONSES, "openai", "{" + SEARCHED + "}").beyond())
        .isEqualTo(Map.of("web_search", 2L, "file_search", 1L));
    assertThat(
            report("openai", Wire.OPENAI_RESPONSES, Framing.SSE, stream.replace('\'', '"'))
                .whole()
                .orElseThrow()
                .beyond())
        .isEqualTo(Map.of("web_search", 2L, "file_search", 1L));
  }
}
