package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.Gateway.Reply;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What the routes that read answer, of a company in which everything there is has happened: it has
/// the shape that the OpenAPI document describes, and every figure opens to its rows.
@Timeout(300)
class AnswersTest {
  /// Files; and what this company has not: other prices, a use case that was ended by a criterion,
  /// a closed month, accounts of everybody.
  private static final Set<String> UNANSWERED =
      Set.of(
          "backUpBills",
          "backUpJournal",
          "backUpOutcomes",
          "diffPrices",
          "getKillMemo",
          "getMemo",
          "getPeriod",
          "postings");

  private static final Set<String> LINKS = Set.of("rows", "reference");

  /// What is not asked by the month: of the month before, the month and the one after.
  private static final Map<String, String> QUERIES =
      Map.of(
          "bridgeUnitCost", "from=%s&to=%s",
          "diffPrompt", "from=1&to=1",
          "gateDefaults", "to=beta",
          "getAssignment", "unit=kim",
          "getRatings", "use_case=care&month=%2$s",
          "isInRollout", "user=kim",
          "listMissedUpside", "month=%3$s",
          "listModels", "provider=tiny",
          "priceHistory", "provider=tiny&model=gpt-4o",
          "reconcile", "provider=tiny&month=%2$s");

  @TempDir static Path data;
  private static Gateway gateway;
  private static JsonNode document;

  /// By operation; the path that was asked for and the answer.
  private static final Map<String, Answered> ANSWERS = new TreeMap<>();

  private record Answered(String path, JsonNode answer) {}

  @BeforeAll
  static void start() {
    YearMonth month = YearMonth.now(ZoneOffset.UTC).minusMonths(1);
    gateway = new Gateway(data);
    LivedCompany.furnish(gateway, month);
    further(month.minusMonths(1));
    document = gateway.get("/api/openapi.json").json();
    document
        .path("paths")
        .properties()
        .forEach(path -> {
          JsonNode read = path.getValue().path("get");
          if (read.path("responses").path("200").path("content").has("application/json")) {
            ask(path.getKey(), read, month);
          }
        });
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static void done(String method, String path, String body) {
    Reply reply = gateway.control(method, "/api/v1/" + path + "?why=test", body);
    assertThat(reply.status()).as(reply.text()).isIn(200, 201);
  }

  /// What the company lacks: a limit that refuses a call, a roll-out, an outcome and its cost of
  /// the month before.
  private static void further(YearMonth before) {
    String secret = gateway.ready("throttled");
    done(
        "PUT",
        "limits/narrow",
        """
        {"where":[{"tag":"use_case","in":["throttled"]}],"measure":"requests","max":1,
         "window":"day UTC"}
        """);
    assertThat(gateway.chat(secret).status()).isEqualTo(200);
    assertThat(gateway.chat(secret).status()).isEqualTo(429);
    done("PUT", "rollouts/care", "{\"share\":\"1\"}");
    gateway.tell(
        """
        {"id":"before","at":"%s-05T08:00:00Z","provider":"copilot","model":"big","cost_usd":"4",
         "tags":{"use_case":"care"}}
        """
            .formatted(before));
    done(
        "POST",
        "outcomes",
        """
        {"outcomes":[{"use_case":"care","outcome_id":"before","occurred_at":"%s-05",
          "success":true}]}
        """
            .formatted(before));
    gateway.settle();
  }

  /// By the first id that something is known by.
  private static void ask(String path, JsonNode read, YearMonth month) {
    String query = "?" + query(read, month);
    ids(path, month)
        .map(asked -> asked + query)
        .map(asked -> new Tried(asked, gateway.get(asked)))
        .filter(tried -> tried.reply().status() == 200)
        .findFirst()
        .ifPresent(tried ->
            ANSWERS.put(
                read.path("operationId").asText(),
                new Answered(tried.path(), tried.reply().json())));
  }

  private record Tried(String path, Reply reply) {}

  private static Stream<String> ids(String path, YearMonth month) {
    if (!path.contains("{")) {
      return Stream.of(path);
    }
    String lists = path.substring(0, path.indexOf("/{"));
    List<String> known = new ArrayList<>(List.of("care", month.toString(), "hostile", "brief"));
    Reply list =
        gateway.get(
            lists + "?from=%s&to=%s".formatted(month.atDay(1), month.plusMonths(1).atDay(1)));
    list = list.status() == 200 ? list : gateway.get(lists);
    if (list.status() == 200) {
      each(
          list.json(),
          (name, value) -> {
            if (Set.of("id", "name", "outcome_id", "hypothesis").contains(name)
                && value.isTextual()) {
              known.add(value.asText());
            }
          });
    }
    return known.stream()
        .distinct()
        .limit(20)
        .map(id ->
            path.replace("{kind}", "budget")
                .replaceFirst("\\{[a-z]+}", Browser.encoded(id).replace("+", "%20"))
                .replaceAll("\\{(to|stage)}", "beta")
                .replace("{label}", "production")
                .replaceAll("\\{[a-z]+}", "1"));
  }

  private static String query(JsonNode read, YearMonth month) {
    String said = read.path("operationId").asText();
    if (QUERIES.containsKey(said)) {
      return QUERIES.get(said).formatted(month.minusMonths(1), month, month.plusMonths(1));
    }
    Map<String, String> usual =
        Map.of(
            "month", month.toString(),
            "from", month.atDay(1).toString(),
            "to", month.plusMonths(1).atDay(1).toString());
    return read.path("parameters")
        .valueStream()
        .filter(parameter -> parameter.path("in").asText().equals("query"))
        .map(parameter -> parameter.path("name").asText())
        .filter(usual::containsKey)
        .map(name -> name + "=" + usual.get(name))
        .collect(Collectors.joining("&"));
  }

  @Test
  void everyReadingRouteAnswersAsDescribed() {
    Set<String> unanswered = new TreeSet<>();
    Map<String, String> faults = new TreeMap<>();
    document
        .path("paths")
        .forEach(path -> {
          JsonNode read = path.path("get");
          JsonNode schema =
              read.path("responses").path("200").path("content").path("application/json");
          String operation = read.path("operationId").asText();
          if (schema.isMissingNode()) {
            return;
          }
          if (!ANSWERS.containsKey(operation)) {
            unanswered.add(operation);
            return;
          }
          Described.by(document)
              .faults(ANSWERS.get(operation).answer(), schema.path("schema"))
              .forEach(fault -> faults.put(operation + fault, ANSWERS.get(operation).path()));
        });

    assertThat(faults).as("%s", unanswered).isEmpty();
    assertThat(unanswered).isEqualTo(UNANSWERED);
  }

  @Test
  void everyPathToRowsOpens() {
    Map<String, String> paths = new HashMap<>();
    Set<String> from = new HashSet<>();
    ANSWERS.forEach((operation, answered) ->
        each(
            answered.answer(),
            (name, value) -> {
              if (LINKS.contains(name)) {
                Stream.concat(Stream.of(value), value.valueStream())
                    .map(JsonNode::asText)
                    .filter(text -> text.startsWith("/api/"))
                    .forEach(path -> {
                      paths.put(path, operation);
                      from.add(operation);
                    });
              }
            }));

    assertThat(from)
        .contains(
            "backtestReviews",
            "bridgeUnitCost",
            "getReview",
            "listDecisions",
            "listExposures",
            "listMissedUpside",
            "sumOutcomes",
            "summariseOutcomes",
            "useCaseScope")
        .hasSizeGreaterThan(20);
    assertThat(paths.entrySet().stream().filter(each -> gateway.get(each.getKey()).status() != 200))
        .isEmpty();
  }

  private static void each(JsonNode of, BiConsumer<String, JsonNode> field) {
    of.properties()
        .forEach(each -> {
          field.accept(each.getKey(), each.getValue());
          each(each.getValue(), field);
        });
    if (of.isArray()) {
      of.forEach(each -> each(each, field));
    }
  }
}
