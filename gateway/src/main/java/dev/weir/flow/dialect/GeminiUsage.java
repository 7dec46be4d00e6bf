package dev.weir.flow.dialect;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonFault;
import dev.weir.flow.catalogue.Meter;
import dev.weir.flow.catalogue.Meter.Kind;
import dev.weir.flow.catalogue.Meter.Modality;
import java.util.EnumMap;
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
  private Map<Meter, Long> parts = Map.of();
  private long searches;

  /// Reads a block. One that breaks off gives nothing: its last figure may have lost digits.
  public void read(JsonCursor cursor) throws JsonFault {
    if (!cursor.is(JsonCursor.Kind.OBJECT)) {
      cursor.skip();
      return;
    }
    var block = new GeminiUsage();
    Map<Meter, Long> modalities = new EnumMap<>(Meter.class);
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
        case "promptTokensDetails", "toolUsePromptTokensDetails" ->
            modalities(cursor, Kind.INPUT, modalities);
        case "cacheTokensDetails" -> {
          modalities(cursor, Kind.CACHE_READ, modalities);
          noneElseIsCached(modalities);
        }
        case "candidatesTokensDetails", "responseTokensDetails" ->
            modalities(cursor, Kind.OUTPUT, modalities);
        default -> cursor.skip();
      }
    }
    prompt = block.prompt;
    toolUse = block.toolUse;
    cached = block.cached;
    candidates = block.candidates;
    thoughts = block.thoughts;
    total = block.total;
    parts = modalities;
  }

  /// Tokens by modality; a document is priced as the pictures of its pages.
  ///
  /// @param into those of input, cache and output, added up
  private static void modalities(JsonCursor cursor, Kind kind, Map<Meter, Long> into)
      throws JsonFault {
    Reading.objects(
        cursor,
        each -> {
          String modality = "";
          long tokens = -1;
          while (each.nextMember()) {
            switch (each.name()) {
              case "modality" -> modality = each.text();
              case "tokenCount" -> tokens = UsageDraft.figure(each);
              default -> each.skip();
            }
          }
          Modality of =
              switch (modality.toUpperCase(Locale.ROOT)) {
                case "AUDIO" -> Modality.AUDIO;
                case "IMAGE", "DOCUMENT" -> Modality.IMAGE;
                case "VIDEO" -> Modality.VIDEO;
                default -> Modality.TEXT;
              };
          if (of != Modality.TEXT && tokens >= 0) {
            into.merge(Meter.of(of, kind), tokens, Long::sum);
          }
        });
  }

  /// A breakdown of the cache has every modality that is in it.
  private static void noneElseIsCached(Map<Meter, Long> modalities) {
    for (Modality modality : Modality.values()) {
      modalities.putIfAbsent(Meter.of(modality, Kind.CACHE_READ), 0L);
    }
    modalities.remove(Meter.CACHE_READ);
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
    parts.forEach(draft::part);
    draft.beyond("web_search", searches);
    return draft.report(whole);
  }
}
