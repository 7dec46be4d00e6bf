package dev.weir.exchange.fetch;

import dev.weir.exchange.fetch.ScriptedVendor.Reply;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// Answers in the shape of OpenAI's organisation reports: pages of buckets of a day each.
final class OpenAiAnswers {
  private OpenAiAnswers() {}

  static long start(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
  }

  /// A day's bucket of costs.
  static String costs(LocalDate day, String... values) {
    List<String> results = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      results.add(
          """
          {"amount": {"value": %s, "currency": "usd"}, "line_item": "gpt-4o, output",
           "project_id": "proj_%d"}
          """
              .formatted(values[i], i));
    }
    return bucket(day, results);
  }

  static String bucket(LocalDate day, List<String> results) {
    return "{\"start_time\": %d, \"end_time\": %d, \"results\": [%s]}"
        .formatted(start(day), start(day.plusDays(1)), String.join(",", results));
  }

  static Reply last(String... buckets) {
    return Reply.good(page(buckets, "false", "null"));
  }

  static Reply more(String cursor, String... buckets) {
    return Reply.good(page(buckets, "true", "\"" + cursor + "\""));
  }

  static String page(String[] buckets, String more, String next) {
    return "{\"object\": \"page\", \"data\": [%s], \"has_more\": %s, \"next_page\": %s}"
        .formatted(String.join(",", buckets), more, next);
  }
}
