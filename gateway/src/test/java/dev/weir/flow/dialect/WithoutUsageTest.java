package dev.weir.flow.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WithoutUsageTest {
  private static final int MAX = 1 << 20;

  private static byte[] edited(byte[] stream, int... splits) {
    AnswerEdit edit = new WithoutUsage(MAX);
    var out = new ByteArrayOutputStream();
    int from = 0;
    for (int split : splits) {
      out.writeBytes(edit.chunk(Arrays.copyOfRange(stream, from, split)));
      from = split;
    }
    out.writeBytes(edit.chunk(Arrays.copyOfRange(stream, from, stream.length)));
    out.writeBytes(edit.end());
    return out.toByteArray();
  }

  /// What the provider would have sent without `include_usage`, by its documentation: the member is
  /// missing in every chunk, and the chunk without choices is missing.
  private static String unasked(String stream) throws IOException {
    var kept = new StringBuilder();
    for (String event : stream.split("(?<=\n\n)", -1)) {
      if (event.isEmpty()) {
        continue;
      }
      String data = event.substring("data: ".length()).strip();
      if (!data.equals("[DONE]")) {
        JsonNode chunk = Recordings.tree(data);
        if (chunk.path("choices").isEmpty() && chunk.path("usage").isObject()) {
          continue;
        }
      }
      kept.append(event.replace(",\"usage\":null", ""));
    }
    return kept.toString();
  }

  private static List<Recordings.Exchange> streamsWithUsage() throws IOException {
    return Recordings.all().stream()
        .filter(e -> e.wire() == Wire.OPENAI_CHAT && e.stream() && e.status() == 200)
        .filter(e -> e.answer().contains("\"choices\":[],\"usage\":{"))
        .toList();
  }

  @Test
  void givesWhatTheCallerWouldHaveGotForEveryRecordedStream() throws IOException {
    List<Recordings.Exchange> streams = streamsWithUsage();
    assertThat(streams).hasSizeGreaterThan(40);
    long seed = 5;
    var random = new Random(seed);
    for (Recordings.Exchange stream : streams) {
      byte[] bytes = stream.answerBytes();
      int[] splits = random.ints(20, 0, bytes.length + 1).sorted().toArray();

      byte[] edited = edited(bytes, splits);

      assertThat(new String(edited, UTF_8))
          .as("%s, seed %d, splits %s", stream.where(), seed, Arrays.toString(splits))
          .isEqualTo(unasked(stream.answer()));
    }
  }

  @Test
  void givesTheSameAtEverySplitPosition() throws IOException {
    String tail =
        """
        data: {"id":"c","choices":[{"index":0,"delta":{"content":"é \\"usage\\":null 😀"}}],"usage":null,"obfuscation":"x"}

        data: {"usage": null , "id":"c","choices":[{"delta":{"usage":null}}]}

        : keep-alive

        data: {"id":"c","choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2},"obfuscation":""}

        data: [DONE]

        """;
    String expected =
        """
        data: {"id":"c","choices":[{"index":0,"delta":{"content":"é \\"usage\\":null 😀"}}],"obfuscation":"x"}

        data: {"id":"c","choices":[{"delta":{"usage":null}}]}

        : keep-alive

        data: [DONE]

        """;
    for (String lineEnd : List.of("\n", "\r\n", "\r")) {
      byte[] bytes = tail.replace("\n", lineEnd).getBytes(UTF_8);
      for (int split = 0; split <= bytes.length; split++) {
        assertThat(new String(edited(bytes, split), UTF_8))
            .as("split at %d", split)
            .isEqualTo(expected.replace("\n", lineEnd));
      }
    }
  }

  @Test
  void keepsAChunkThatCarriesMoreThanTheUsage() {
    String chunk =
        "data: {\"choices\":[],\"prompt_filter_results\":[1],\"usage\":{\"prompt_tokens\":1}}\n\n";
    assertThat(new String(edited(chunk.getBytes(UTF_8)), UTF_8))
        .isEqualTo("data: {\"choices\":[],\"prompt_filter_results\":[1]}\n\n");
  }

  @Test
  void keepsAUsageBesideChoices() {
    String chunk = "data: {\"choices\":[{\"delta\":{}}],\"usage\":{\"prompt_tokens\":1}}\n\n";
    assertThat(new String(edited(chunk.getBytes(UTF_8)), UTF_8)).isEqualTo(chunk);
  }

  @Test
  void passesOnWhatIsNoJsonAndWhatIsTooLong() {
    String broken =
        "data: {\"choices\":[],\"usage\":null\n\ndata: {\"usage\":nul}\n\ndata: {\"usage\"";
    assertThat(new String(edited(broken.getBytes(UTF_8)), UTF_8)).isEqualTo(broken);
    AnswerEdit edit = new WithoutUsage(16);
    var out = new ByteArrayOutputStream();
    String longer = "data: {\"usage\":null,\"a\":1}\n\n";
    for (byte b : longer.getBytes(UTF_8)) {
      out.writeBytes(edit.chunk(new byte[] {b}));
    }
    out.writeBytes(edit.end());
    assertThat(out.toString(UTF_8)).isEqualTo(longer);
  }

  @Test
  void onlyARequestForUsageHasTracesToTakeOut() {
    byte[] chunk = "data: {\"usage\":null}\n\n".getBytes(UTF_8);
    List<Splice> others = List.of(new Splice.Model("m"), new Splice.MaxTokens(1));
    List<Splice> all = List.of(new Splice.Model("m"), new Splice.UsageRequest());

    assertThat(AnswerEdit.undoing(List.of(), MAX).chunk(chunk)).isSameAs(chunk);
    assertThat(AnswerEdit.undoing(others, MAX).chunk(chunk)).isSameAs(chunk);
    assertThat(AnswerEdit.undoing(all, MAX).chunk(chunk)).asString(UTF_8).isEqualTo("data: {}\n\n");
  }
}
