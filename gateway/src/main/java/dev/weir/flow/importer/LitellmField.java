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
      Map.of(
          "input_cost_per_token", Meter.INPUT,
          "cache_read_input_token_cost", Meter.CACHE_READ,
          "input_cost_per_token_cache_hit", Meter.CACHE_READ,
          "cache_creation_input_token_cost", Meter.CACHE_WRITE_5M,
          "cache_creation_input_token_cost_above_1hr", Meter.CACHE_WRITE_1H,
          "output_cost_per_token", Meter.OUTPUT,
          "output_cost_per_reasoning_token", Meter.REASONING,
          "input_cost_per_request", Meter.REQUEST);

  /// Their field for a quantity that usage can report, by our name of it.
  private static final Map<String, String> QUANTITIES =
      Map.of(
          "input_cost_per_audio_token", "audio_input",
          "output_cost_per_audio_token", "audio_output",
          "cache_read_input_audio_token_cost", "audio_cache_read",
          "cache_creation_input_audio_token_cost", "audio_cache_write",
          "input_cost_per_image_token", "image_input",
          "output_cost_per_image_token", "image_output",
          "citation_cost_per_token", "citation",
          "search_context_cost_per_query", "web_search");

  private static final Map<String, ServiceTier> TIERS =
      Map.of(
          "_batches", ServiceTier.BATCH,
          "_batch_requests", ServiceTier.BATCH,
          "_flex", ServiceTier.FLEX,
          "_priority", ServiceTier.PRIORITY);

  private static final Pattern TIER =
      Pattern.compile("(.*?)(_batches|_batch_requests|_flex|_priority)");
  private static final Pattern ABOVE = Pattern.compile("(.*?)_above_(\\d{1,6})k(?:_tokens)?(.*)");

  /// Empty when no meter can apply the field's price.
  static Optional<LitellmField> of(String field) {
    Matcher served = TIER.matcher(field);
    boolean tiered = served.matches();
    ServiceTier tier =
        tiered ? TIERS.getOrDefault(served.group(2), ServiceTier.STANDARD) : ServiceTier.STANDARD;
    String untiered = tiered ? served.group(1) : field;
    Matcher threshold = ABOVE.matcher(untiered);
    boolean stepped = threshold.matches();
    long above = stepped ? Long.parseLong(threshold.group(2)) * 1_000 : 0;
    String base = stepped ? threshold.group(1) + threshold.group(3) : untiered;
    return Optional.ofNullable(METERS.get(base)).map(meter -> new LitellmField(meter, tier, above));
  }

  /// What usage calls the quantity that the field would price; the field's own name where usage has
  /// none.
  static String quantity(String field) {
    return QUANTITIES.getOrDefault(field, field);
  }
}
