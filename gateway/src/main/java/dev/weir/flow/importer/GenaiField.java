package dev.weir.flow.importer;

import dev.weir.flow.catalogue.Meter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A price field of genai-prices: its meter, and the units its price is for.
///
/// Their fields for text alone, for prompts of tools and for citations in the output are no meter
/// of Weir's: no wire reports such a part of what it counts.
record GenaiField(Meter meter, long per) {
  private static final long THOUSAND = 1_000;
  private static final long MILLION = 1_000_000;
  private static final Map<String, GenaiField> FIELDS = fields();

  static Optional<GenaiField> of(String field) {
    return Optional.ofNullable(FIELDS.get(field));
  }

  private static Map<String, GenaiField> fields() {
    var fields = new HashMap<String, GenaiField>();
    fields.put("input_mtok", new GenaiField(Meter.INPUT, MILLION));
    fields.put("cache_read_mtok", new GenaiField(Meter.CACHE_READ, MILLION));
    fields.put("cache_write_mtok", new GenaiField(Meter.CACHE_WRITE_5M, MILLION));
    fields.put("cache_write_5m_mtok", new GenaiField(Meter.CACHE_WRITE_5M, MILLION));
    fields.put("cache_write_1h_mtok", new GenaiField(Meter.CACHE_WRITE_1H, MILLION));
    fields.put("output_mtok", new GenaiField(Meter.OUTPUT, MILLION));
    fields.put("output_reasoning_mtok", new GenaiField(Meter.REASONING, MILLION));
    for (Meter meter : Meter.values()) {
      if (meter.modality() != Meter.Modality.TEXT) {
        fields.put(field(meter), new GenaiField(meter, MILLION));
      }
    }
    fields.put("requests_kcount", new GenaiField(Meter.REQUEST, THOUSAND));
    fields.put("web_searches_kcount", new GenaiField(Meter.WEB_SEARCH, THOUSAND));
    fields.put("social_searches_kcount", new GenaiField(Meter.X_SEARCH, THOUSAND));
    fields.put("storage_searches_kcount", new GenaiField(Meter.FILE_SEARCH, THOUSAND));
    fields.put("code_executions_kcount", new GenaiField(Meter.CODE_EXECUTION, THOUSAND));
    fields.put("rerank_searches_kcount", new GenaiField(Meter.SEARCH_UNITS, THOUSAND));
    fields.put("input_text_messages_kcount", new GenaiField(Meter.MESSAGES, THOUSAND));
    fields.put("input_document_kpages", new GenaiField(Meter.PAGES, THOUSAND));
    fields.put("input_annotated_document_kpages", new GenaiField(Meter.ANNOTATED_PAGES, THOUSAND));
    fields.put("input_mchars", new GenaiField(Meter.CHARACTERS, MILLION));
    fields.put("input_gpixels", new GenaiField(Meter.PIXELS, 1_000 * MILLION));
    fields.put("input_audio_hours", new GenaiField(Meter.AUDIO_SECONDS, 3_600));
    fields.put("output_audio_hours", new GenaiField(Meter.OUTPUT_AUDIO_SECONDS, 3_600));
    return Map.copyOf(fields);
  }

  /// Theirs are named by direction or cache first, and by modality then.
  private static String field(Meter meter) {
    String modality = meter.modality().name().toLowerCase(Locale.ROOT);
    return switch (meter.kind()) {
      case INPUT -> "input_%s_mtok".formatted(modality);
      case CACHE_READ -> "cache_%s_read_mtok".formatted(modality);
      case CACHE_WRITE_5M -> "cache_%s_write_mtok".formatted(modality);
      case CACHE_WRITE_1H -> "cache_%s_write_1h_mtok".formatted(modality);
      case OUTPUT -> "output_%s_mtok".formatted(modality);
      case REASONING, UNIT -> meter.label();
    };
  }
}
