package dev.weir.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.simulator.book.Book;
import dev.weir.simulator.fault.Fault;
import dev.weir.simulator.fault.FaultQueue;
import dev.weir.simulator.replay.Recording;
import dev.weir.simulator.replay.Recordings;
import dev.weir.simulator.script.Values;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;

/// The interface of tests to the simulator, below `/sim/`; it needs no key and has no row in the
/// book.
final class Control {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LINES = 1_000;
  private static final int LINES_MAX = 20_000;
  private static final long CLOSED_MILLIS_MAX = 600_000;

  private final Book book;
  private final Barriers barriers;
  private final FaultQueue faults;
  private final Recordings recordings;
  private final Listening listening;
  private final Tokens tokens;

  Control(
      Book book,
      Barriers barriers,
      FaultQueue faults,
      Recordings recordings,
      Listening listening,
      Tokens tokens) {
    this.recordings = recordings;
    this.listening = listening;
    this.tokens = tokens;
    this.book = book;
    this.barriers = barriers;
    this.faults = faults;
  }

  void accept(HttpServerRequest request) {
    request
        .body()
        .onSuccess(body -> answer(request, body))
        .onFailure(_ -> request.connection().close());
  }

  private void answer(HttpServerRequest request, Buffer body) {
    try {
      String route = request.method() + " " + request.path();
      switch (route) {
        case "GET /sim/book" -> lines(request);
        case "GET /sim/book/totals" -> json(request, book.totals().json());
        case "DELETE /sim/book" -> json(request, object().put("removed", book.clear()));
        case "GET /sim/barrier" -> json(request, barrierStates());
        case "POST /sim/barrier" -> barrier(request, tree(body));
        case "GET /sim/faults" -> json(request, faultEntries());
        case "POST /sim/faults" -> addFault(request, tree(body));
        case "DELETE /sim/faults" -> {
          faults.clear();
          json(request, faultEntries());
        }
        case "POST /sim/listening" -> pause(request, tree(body));
        case "GET /sim/recordings" -> recordingLines(request);
        case "POST /sim/recordings/next" -> enqueue(request, tree(body));
        case "GET /sim/status" -> json(request, status());
        default -> error(request, 404, "no such control: " + route);
      }
    } catch (IllegalArgumentException e) {
      error(request, 400, String.valueOf(e.getMessage()));
    }
  }

  private void lines(HttpServerRequest request) {
    long from = number(request, "from", 0);
    int limit = (int) Math.min(number(request, "limit", LINES), LINES_MAX);
    request.response().putHeader("content-type", "application/x-ndjson");
    request.response().end(book.lines(from, limit));
  }

  private void barrier(HttpServerRequest request, JsonNode asked) {
    String name = asked.path("name").asText("");
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a barrier needs a name");
    }
    int released = 0;
    if (asked.path("release").asBoolean(false)) {
      released = barriers.release(name, asked.path("count").asInt(Integer.MAX_VALUE));
    } else {
      barriers.raise(name);
    }
    json(request, barrierStates().put("released", released));
  }

  private ObjectNode barrierStates() {
    ObjectNode root = object();
    ArrayNode list = root.putArray("barriers");
    int waiting = 0;
    for (Barriers.State state : barriers.states()) {
      waiting += state.waiting();
      list.addObject()
          .put("name", state.name())
          .put("raised", state.raised())
          .put("waiting", state.waiting());
    }
    return root.put("waiting", waiting);
  }

  private void addFault(HttpServerRequest request, JsonNode asked) {
    String text = asked.path("fault").asText("");
    faults.add(
        new FaultQueue.Entry(
            text,
            Fault.parse(text),
            asked.path("next").asInt(0),
            asked.path("probability").asDouble(0),
            asked.path("model").asText("")));
    json(request, faultEntries());
  }

  private ObjectNode faultEntries() {
    ObjectNode root = object();
    ArrayNode list = root.putArray("faults");
    for (FaultQueue.Entry entry : faults.entries()) {
      list.addObject()
          .put("fault", entry.text())
          .put("next", entry.next())
          .put("probability", entry.share())
          .put("model", entry.model());
    }
    return root;
  }

  private void pause(HttpServerRequest request, JsonNode asked) {
    if (asked.path("open").asBoolean(true)) {
      throw new IllegalArgumentException(
          "the port opens by itself; ask for {\"open\":false,\"for\":\"2s\"}");
    }
    long millis = Values.nanos("for", asked.path("for").asText("")) / 1_000_000;
    if (millis < 1 || millis > CLOSED_MILLIS_MAX) {
      throw new IllegalArgumentException("for must be from 1ms to 600s");
    }
    request
        .response()
        .putHeader("content-type", "application/json")
        .end(object().put("closed_millis", millis) + "\n")
        .onComplete(_ -> listening.pause(millis));
  }

  private void recordingLines(HttpServerRequest request) {
    long from = number(request, "from", 0);
    long limit = Math.min(number(request, "limit", LINES), LINES_MAX);
    var lines = new StringBuilder();
    recordings.all().stream()
        .skip(from)
        .limit(limit)
        .forEach(recording -> lines.append(describe(recording)).append('\n'));
    request.response().putHeader("content-type", "application/x-ndjson").end(lines.toString());
  }

  private static ObjectNode describe(Recording recording) {
    return object()
        .put("name", recording.name())
        .put("uri", recording.uri())
        .put("status", recording.status())
        .put("streaming", recording.isStreaming())
        .put("bytes", recording.body().length());
  }

  private void enqueue(HttpServerRequest request, JsonNode asked) {
    var names = new ArrayList<String>();
    asked.path("names").forEach(name -> names.add(name.asText()));
    recordings.enqueue(names);
    json(request, object().put("ordered", names.size()));
  }

  private ObjectNode status() {
    return object()
        .put("open", book.openRows())
        .put("recordings", recordings.size())
        .put("recordings_skipped", recordings.skipped())
        .put("tokens", tokens.given());
  }

  private static ObjectNode object() {
    return JSON.createObjectNode();
  }

  private static JsonNode tree(Buffer body) {
    try {
      return JSON.readTree(body.toString());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the body is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static long number(HttpServerRequest request, String name, long otherwise) {
    String value = request.getParam(name);
    if (value == null) {
      return otherwise;
    }
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " must be a number, not '" + value + "'", e);
    }
  }

  private static void json(HttpServerRequest request, ObjectNode node) {
    json(request, node + "\n");
  }

  private static void json(HttpServerRequest request, String text) {
    request.response().putHeader("content-type", "application/json").end(text);
  }

  private static void error(HttpServerRequest request, int status, String message) {
    request.response().setStatusCode(status);
    json(request, object().put("error", message));
  }
}
