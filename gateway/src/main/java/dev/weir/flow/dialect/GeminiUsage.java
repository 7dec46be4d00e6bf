package dev.weir.flow.dialect;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// The usage of one Gemini answer. On the wire the prompt includes what came from the cache and
/// excludes the results of the provider's own tools, and the candidates exclude thoughts. A stream
/// repeats it, cumulative: each block replaces the one before. −1 = not said.
public final class GeminiUsage {
  private long prompt = -1;
  private long toolUse = -1;
  private long cached = -1;
  private long candidates = -1;
  private long thoughts = -1;
  private long total = -1;
  private Map<String, Long> beyond = Map.of();
  private long searches;

  /// Reads a block. One that breaks off gives nothing: its last figure may have lost digits.
  public void read(JsonCursor cursor) throws JsonFault {
    if (!cursor.is(Kind.OBJECT)) {
      cursor.skip();
      return;
    }
    var block = new GeminiUsage();
    Map<String, Long> modalities = new HashMap<>();
    while (cursor.nextMember()) {
      switch (cursor.name()) {
        case "promptTokenCount" -> block.prompt = UsageDraft.figure(cursor);
        case "toolUsePromptTokenCount" -> block.toolUse = UsageDraft.figure(cursor);
        case "cachedContentTokenCount" -> block.cached = UsageDraft.figure(cursor);
        // Vertex calls it so in a live session.
        case "candidatesTokenCount", "responseTokenCount" ->
            block.candidates = UsageDraft.figure(cursor);
        case "thoughtsTokenCount" -> block.thoughts = UsageDraft.figure(cursor);
        case "totalTokenCount" -> block.total = UsageDraft.figure(cursor);
        case "promptTokensDetails" -> modalities(cursor, "input", modalities);
        case "candidatesTokensDetails" -> modalities(cursor, "output", modalities);
        default -> cursor.skip();
      }
    }
    prompt = block.prompt;
    toolUse = block.toolUse;
    cached = block.cached;
    candidates = block.candidates;
    thoughts = block.thoughts;
    total = block.total;
    beyond = modalities;
  }

  /// Tokens that are priced apart from text; those of pictures and documents put in are not.
  private static void modalities(JsonCursor cursor, String side, Map<String, Long> into)
      throws JsonFault {
    Reading.objects(
        cursor,
        each -> {
          String modality = "";
          long tokens = -1;
          while (each.nextMember()) {
            switch (each.name()) {
              case "modality" -> modality = each.text().toLowerCase(Locale.ROOT);
              case "tokenCount" -> tokens = UsageDraft.figure(each);
              default -> each.skip();
            }
          }
          boolean apart =
              modality.equals("audio")
                  || (side.equals("output") && !modality.isEmpty() && !modality.equals("text"));
          if (apart && tokens > 0) {
            into.put(modality + "_" + side, tokens);
          }
        });
  }

  /// The provider's own search was asked.
  void searched(long queries) {
    searches = Math.max(searches, queries);
  }

  /// @param whole whether the answer came to its end
  public UsageReport report(boolean whole) {
    if (prompt < 0 && total < 0) {
      return new UsageReport.Missing();
    }
    long input = Math.max(0, prompt) + Math.max(0, toolUse);
    long reasoning = Math.max(0, thoughts);
    long output = Math.max(0, candidates) + reasoning;
    if (total >= 0 && total != input + output) {
      // Some count thoughts among the candidates; their total proves it.
      if (total != input + Math.max(0, candidates)) {
        return new UsageReport.Contradictory(
            "prompt %d + tool use %d + candidates %d + thoughts %d, total %d"
                .formatted(prompt, toolUse, candidates, thoughts, total));
      }
      output = total - input;
    }
    var draft = new UsageDraft();
    draft.input = input;
    draft.cacheRead = Math.max(0, cached);
    draft.output = output;
    draft.reasoning = reasoning;
    beyond.forEach(draft::beyond);
    draft.beyond("web_search", searches);
    return draft.report(whole);
  }
}
