package dev.weir.exchange.source;

import dev.weir.exchange.bill.BillLine;
import dev.weir.exchange.bill.BillLine.Payer;
import dev.weir.exchange.bill.BillLine.Span;
import dev.weir.exchange.bill.BillLine.What;
import dev.weir.exchange.bill.Form;
import dev.weir.exchange.bill.Reading;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// OpenAI's `GET /v1/organization/usage/{report}`, every report. Its `input_tokens` include what
/// was read from and written to caches; its splits by modality are of the uncached part.
final class OpenAiUsage {
  private static final Set<String> KNOWN =
      Set.of(
          "object",
          "input_tokens",
          "input_cached_tokens",
          "input_cache_write_tokens",
          "input_uncached_tokens",
          "output_tokens",
          "num_model_requests",
          "input_text_tokens",
          "input_audio_tokens",
          "input_image_tokens",
          "input_cached_text_tokens",
          "input_cached_audio_tokens",
          "input_cached_image_tokens",
          "output_text_tokens",
          "output_audio_tokens",
          "output_image_tokens",
          "project_id",
          "user_id",
          "api_key_id",
          "model",
          "batch",
          "service_tier",
          "images",
          "source",
          "size",
          "characters",
          "seconds",
          "usage_bytes",
          "num_sessions",
          "num_requests",
          "context_level",
          "vector_store_id");

  private OpenAiUsage() {}

  static Reading read(JsonPages pages) {
    return new Results(pages, KNOWN)
        .read(Form.OPENAI_USAGE, "start_time", "end_time", OpenAiUsage::lines)
        .ofPart(report(pages));
  }

  /// Which report it is, as every result says: one and the same in a file, because reports replace
  /// each other one by one.
  private static String report(JsonPages pages) {
    String report = "";
    boolean first = true;
    for (JsonPages.Bucket bucket : pages.buckets()) {
      for (JsonPages.Result result : bucket.results()) {
        String told = new Members(result.place(), result.node()).text("object");
        if (!first && !told.equals(report)) {
          throw result
              .place()
              .bad(
                  "object",
                  "is one for all results of a file, '%s' so far".formatted(report),
                  told);
        }
        report = told;
        first = false;
      }
    }
    return report;
  }

  private static List<BillLine> lines(Members result, Span span, int row) {
    Payer payer = new Payer("openai", "", result.text("project_id"), result.text("api_key_id"));
    What what = new What("", result.text("model"), "", tier(result));
    return Results.usage(payer, what, span, quantities(result), row);
  }

  private static String tier(Members result) {
    String tier = result.text("service_tier");
    return result.text("batch").equals("true") ? "batch" : tier;
  }

  private static Map<String, BigDecimal> quantities(Members result) {
    Map<String, BigDecimal> quantities = new LinkedHashMap<>();
    quantities.put("request", result.quantity("num_model_requests"));
    input(result, quantities);
    output(result, quantities);
    quantities.put("image", result.quantity("images"));
    quantities.put("character", result.quantity("characters"));
    quantities.put("second", result.quantity("seconds"));
    quantities.put("storage", result.quantity("usage_bytes"));
    quantities.put("code_session", result.quantity("num_sessions"));
    BigDecimal searches = result.quantity("num_requests");
    boolean inFiles = result.text("object").contains("file_search");
    quantities.put(inFiles ? "file_search" : "web_search", searches);
    return quantities;
  }

  private static void input(Members result, Map<String, BigDecimal> into) {
    BigDecimal cached = result.quantity("input_cached_tokens");
    BigDecimal cachedAudio = result.quantity("input_cached_audio_tokens");
    BigDecimal cachedImage = result.quantity("input_cached_image_tokens");
    BigDecimal written = result.quantity("input_cache_write_tokens");
    BigDecimal audio = result.quantity("input_audio_tokens");
    BigDecimal image = result.quantity("input_image_tokens");
    BigDecimal uncached =
        result
            .decimal("input_uncached_tokens")
            .orElseGet(() ->
                rest(result, "input_tokens", result.quantity("input_tokens"), cached, written));
    into.put("input", rest(result, "input_uncached_tokens", uncached, audio, image));
    into.put("cache_read", rest(result, "input_cached_tokens", cached, cachedAudio, cachedImage));
    into.put("cache_write_5m", written);
    into.put("audio_input", audio);
    into.put("image_input", image);
    into.put("audio_cache_read", cachedAudio);
    into.put("image_cache_read", cachedImage);
  }

  private static void output(Members result, Map<String, BigDecimal> into) {
    BigDecimal audio = result.quantity("output_audio_tokens");
    BigDecimal image = result.quantity("output_image_tokens");
    into.put(
        "output", rest(result, "output_tokens", result.quantity("output_tokens"), audio, image));
    into.put("audio_output", audio);
    into.put("image_output", image);
  }

  /// What is left of a whole when its parts are taken out, which is never less than nothing.
  private static BigDecimal rest(
      Members result, String name, BigDecimal whole, BigDecimal... parts) {
    BigDecimal rest = whole;
    for (BigDecimal part : parts) {
      rest = rest.subtract(part);
    }
    if (rest.signum() < 0) {
      throw result
          .place()
          .bad(
              name,
              "is at least the sum of its parts, %s more than it"
                  .formatted(rest.negate().toPlainString()),
              whole.toPlainString());
    }
    return rest;
  }
}
