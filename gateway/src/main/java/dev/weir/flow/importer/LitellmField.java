package dev.weir.flow.importer;

import dev.weir.flow.catalogue.Meter;
import dev.weir.flow.catalogue.ServiceTier;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A price field of LiteLLM's map, taken apart: `input_cost_per_token_above_200k_tokens_priority`
/// is the input meter, at the priority tier, above 200,000 input tokens.
record LitellmField(Meter meter, ServiceTier tier, long above) {
  private static final Map<String, Meter> METERS =
      Map.ofEntries(
          Map.entry("input_cost_per_token", Meter.INPUT),
          Map.entry("cache_read_input_token_cost", Meter.CACHE_READ),
          Map.entry("input_cost_per_token_cache_hit", Meter.CACHE_READ),
          Map.entry("cache_creation_input_token_cost", Meter.CACHE_WRITE_5M),
          Map.entry("cache_creation_input_token_cost_above_1hr", Meter.CACHE_WRITE_1H),
          Map.entry("output_cost_per_token", Meter.OUTPUT),
          Map.entry("output_cost_per_reasoning_token", Meter.REASONING),
          Map.entry("input_cost_per_request", Meter.REQUEST),
          Map.entry("input_cost_per_audio_token", Meter.AUDIO_INPUT),
          Map.entry("cache_read_input_audio_token_cost", Meter.AUDIO_CACHE_READ),
          Map.entry("cache_creation_input_audio_token_cost", Meter.AUDIO_CACHE_WRITE_5M),
          Map.entry("output_cost_per_audio_token", Meter.AUDIO_OUTPUT),
          Map.entry("input_cost_per_image_token", Meter.IMAGE_INPUT),
          Map.entry("output_cost_per_image_token", Meter.IMAGE_OUTPUT),
          Map.entry("citation_cost_per_token", Meter.CITATION),
          Map.entry("input_cost_per_query", Meter.SEARCH_UNITS),
          Map.entry("input_cost_per_image", Meter.IMAGES),
          Map.entry("output_cost_per_image", Meter.OUTPUT_IMAGES),
          Map.entry("input_cost_per_pixel", Meter.PIXELS),
          Map.entry("output_cost_per_pixel", Meter.OUTPUT_PIXELS),
          Map.entry("input_cost_per_character", Meter.CHARACTERS),
          Map.entry("output_cost_per_character", Meter.OUTPUT_CHARACTERS),
          Map.entry("input_cost_per_audio_per_second", Meter.AUDIO_SECONDS),
          Map.entry("input_cost_per_video_per_second", Meter.VIDEO_SECONDS),
          Map.entry("ocr_cost_per_page", Meter.PAGES),
          Map.entry("annotation_cost_per_page", Meter.ANNOTATED_PAGES),
          Map.entry("code_interpreter_cost_per_session", Meter.CODE_INTERPRETER));

  private static final Map<String, ServiceTier> TIERS =
      Map.of(
          "_batches", ServiceTier.BATCH,
          "_batch_requests", ServiceTier.BATCH,
          "_flex", ServiceTier.FLEX,
          "_priority", ServiceTier.PRIORITY);

  private static final Pattern TIER =
      Pattern.compile("(.*?)(_batches|_batch_requests|_flex|_priority)");
  private static final Pattern ABOVE = Pattern.compile("(.*?)_above_(\\d{1,6})k(?:_tokens)?(.*)");

  /// Counts reasoning beside the output.
  private static final String PERPLEXITY = "perplexity";

  /// Empty when no meter can apply the field's price.
  ///
  /// @param mode what the map says that the model does
  static Optional<LitellmField> of(String field, String provider, String mode) {
    if (field.endsWith("put_cost_per_second")) {
      return seconds(mode).map(meter -> new LitellmField(meter, ServiceTier.STANDARD, 0));
    }
    if (field.equals(LitellmMap.SEARCHES)) {
      Meter search = provider.equals(PERPLEXITY) ? Meter.SEARCH : Meter.WEB_SEARCH;
      return Optional.of(new LitellmField(search, ServiceTier.STANDARD, 0));
    }
    Matcher served = TIER.matcher(field);
    boolean tiered = served.matches();
    ServiceTier tier =
        tiered ? TIERS.getOrDefault(served.group(2), ServiceTier.STANDARD) : ServiceTier.STANDARD;
    String untiered = tiered ? served.group(1) : field;
    Matcher threshold = ABOVE.matcher(untiered);
    boolean stepped = threshold.matches();
    long above = stepped ? Long.parseLong(threshold.group(2)) * 1_000 : 0;
    String base = stepped ? threshold.group(1) + threshold.group(3) : untiered;
    return Optional.ofNullable(METERS.get(base))
        .map(meter ->
            meter == Meter.REASONING && provider.equals(PERPLEXITY)
                ? Meter.REASONING_BESIDE
                : meter)
        .map(meter -> new LitellmField(meter, tier, above));
  }

  /// Seconds of a recording; of any other mode they are of time that is rented.
  private static Optional<Meter> seconds(String mode) {
    return switch (mode) {
      case "audio_transcription" -> Optional.of(Meter.AUDIO_SECONDS);
      case "audio_speech" -> Optional.of(Meter.OUTPUT_AUDIO_SECONDS);
      default -> Optional.empty();
    };
  }

  /// What usage calls the quantity that the field would price; the field's own name where usage has
  /// none.
  static String quantity(String field) {
    return field.equals(LitellmMap.SEARCHES) ? Meter.WEB_SEARCH.label() : field;
  }
}
