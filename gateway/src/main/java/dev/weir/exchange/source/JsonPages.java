package dev.weir.exchange.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.exchange.bill.Form;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The answers of a provider's administration API: pages of buckets of results. A file has all
/// pages of one question, one after another or in an array; the last says that there is no more.
record JsonPages(String file, List<Bucket> buckets) {
  private static final int RESULTS_MAX = 200_000;
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  /// @param node with its times, without results
  record Bucket(Place place, ObjectNode node, List<Result> results) {}

  record Result(Place place, ObjectNode node) {}

  static JsonPages parse(String file, String text) {
    List<JsonNode> pages = pages(file, text);
    List<Bucket> buckets = new ArrayList<>();
    int results = 0;
    for (int i = 0; i < pages.size(); i++) {
      String prefix = pages.size() == 1 ? "" : "page %d, ".formatted(i + 1);
      requireEnd(new Place(file, prefix + "has_more"), pages.get(i), i + 1 == pages.size());
      if (!(pages.get(i).path("data") instanceof ArrayNode data)) {
        throw new Place(file, prefix + "data").bad("an array of buckets is expected");
      }
      for (JsonNode node : data) {
        Bucket bucket =
            bucket(new Place(file, prefix + "data[%d]".formatted(buckets.size())), node);
        buckets.add(bucket);
        results += bucket.results().size();
      }
    }
    if (results > RESULTS_MAX) {
      throw new IllegalArgumentException(
          "a bill has at most %,d rows, %s has %,d".formatted(RESULTS_MAX, file, results));
    }
    return new JsonPages(file, buckets);
  }

  /// The last page of a text.
  static JsonNode last(String file, String text) {
    return pages(file, text).getLast();
  }

  private static List<JsonNode> pages(String file, String text) {
    List<JsonNode> pages = new ArrayList<>();
    try (MappingIterator<JsonNode> all = MAPPER.readerFor(JsonNode.class).readValues(text)) {
      while (all.hasNextValue()) {
        JsonNode next = all.nextValue();
        if (next.isArray()) {
          next.forEach(pages::add);
        } else {
          pages.add(next);
        }
      }
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw Place.line(file, line)
          .bad(
              "this is not JSON; is it half a file? "
                  + e.getOriginalMessage().replaceAll("token '[^']*'", "token"));
    } catch (IOException e) {
      throw new IllegalStateException("a text can always be read", e);
    }
    if (pages.isEmpty()) {
      throw new IllegalArgumentException(file + " is empty");
    }
    return pages;
  }

  private static void requireEnd(Place place, JsonNode page, boolean last) {
    boolean more =
        page.path("has_more").asBoolean() || !page.path("next_page").asText("").isEmpty();
    if (last && more) {
      throw place.bad("the last page says that there are more: this is half of an answer");
    }
  }

  private static Bucket bucket(Place place, JsonNode node) {
    if (!(node instanceof ObjectNode bucket)) {
      throw place.bad("a bucket is an object");
    }
    JsonNode listed = bucket.has("results") ? bucket.path("results") : bucket.path("result");
    if (!(listed instanceof ArrayNode array)) {
      throw place.bad("a bucket has an array 'results'");
    }
    List<Result> results = new ArrayList<>();
    for (JsonNode each : array) {
      Place at = new Place(place.file(), "%s.results[%d]".formatted(place.where(), results.size()));
      if (!(each instanceof ObjectNode result)) {
        throw at.bad("a result is an object");
      }
      results.add(new Result(at, result));
    }
    return new Bucket(place, bucket, results);
  }

  /// What the first result says it is.
  Optional<Form> form() {
    for (Bucket bucket : buckets) {
      boolean openAi = bucket.node().has("start_time");
      for (Result result : bucket.results()) {
        if (openAi) {
          return Optional.of(result.node().has("amount") ? Form.OPENAI_COSTS : Form.OPENAI_USAGE);
        }
        if (bucket.node().has("starting_at")) {
          return Optional.of(
              result.node().has("amount") ? Form.ANTHROPIC_COSTS : Form.ANTHROPIC_USAGE);
        }
      }
    }
    return Optional.empty();
  }
}
