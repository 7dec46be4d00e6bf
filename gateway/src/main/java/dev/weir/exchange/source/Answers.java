package dev.weir.exchange.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.exchange.bill.Form;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The answers of a provider's administration API, taken apart into days.
public final class Answers {
  private static final Duration DAY = Duration.ofDays(1);

  private Answers() {}

  /// What to ask for the next page with; empty on the last.
  ///
  /// @param name of the page, for messages
  public static Optional<String> next(String name, String page) {
    JsonNode last = JsonPages.last(name, page);
    boolean more = last.path("has_more").asBoolean();
    String cursor = last.path("next_page").asText("");
    if (more && (cursor.isEmpty() || last.path("next_page").isNull())) {
      throw new Place(name, "next_page").bad("is a text where 'has_more' is true");
    }
    return more ? Optional.of(cursor) : Optional.empty();
  }

  /// All pages of one question as a file for each day they tell of, in which the same results make
  /// the same text, whatever order they came in.
  ///
  /// @param name of the pages, for messages; a day's file is called that, `/` and the day
  /// @return nothing for a day of which is said that nothing was used
  public static Map<LocalDate, Optional<BillFile>> days(
      String name, Form form, List<String> pages) {
    Map<LocalDate, ObjectNode> days = new TreeMap<>();
    for (JsonPages.Bucket bucket : JsonPages.parse(name, String.join("\n", pages)).buckets()) {
      ObjectNode day = days.computeIfAbsent(day(form, bucket), _ -> emptied(bucket.node()));
      ArrayNode results = day.withArray("results");
      bucket.results().forEach(result -> results.add(result.node()));
    }
    Map<LocalDate, Optional<BillFile>> files = new TreeMap<>();
    days.forEach((day, bucket) -> files.put(day, file(name + "/" + day, bucket)));
    return files;
  }

  private static LocalDate day(Form form, JsonPages.Bucket bucket) {
    boolean seconds = form == Form.OPENAI_USAGE || form == Form.OPENAI_COSTS;
    Members times = new Members(bucket.place(), bucket.node());
    Instant from = times.time(seconds ? "start_time" : "starting_at");
    Instant to = times.time(seconds ? "end_time" : "ending_at");
    LocalDate day = LocalDate.ofInstant(from, ZoneOffset.UTC);
    if (!from.equals(day.atStartOfDay(ZoneOffset.UTC).toInstant()) || !to.equals(from.plus(DAY))) {
      throw bucket.place().bad("a bucket", "is one day of UTC", from + " to " + to);
    }
    return day;
  }

  private static ObjectNode emptied(ObjectNode bucket) {
    ObjectNode day = bucket.deepCopy();
    day.remove("result");
    day.putArray("results");
    return day;
  }

  private static Optional<BillFile> file(String name, ObjectNode bucket) {
    ArrayNode results = bucket.withArray("results");
    if (results.isEmpty()) {
      return Optional.empty();
    }
    ArrayNode sorted = JsonNodeFactory.instance.arrayNode();
    results.valueStream().sorted(Comparator.comparing(JsonNode::toString)).forEach(sorted::add);
    bucket.set("results", sorted);
    ObjectNode page = JsonNodeFactory.instance.objectNode();
    page.putArray("data").add(bucket);
    page.put("has_more", false);
    return Optional.of(new BillFile(name, page.toString()));
  }
}
