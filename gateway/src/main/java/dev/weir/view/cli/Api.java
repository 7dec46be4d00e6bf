package dev.weir.view.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.cli.Transport.Reply;
import dev.weir.view.cli.Transport.Request;
import java.io.IOException;
import java.io.Writer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The API as verbs use it: JSON in, JSON out, and every refusal a [CommandFailure].
public final class Api {
  private static final String JSON = "application/json";

  /// What has an id, and a listing of all there are.
  private static final List<String> LISTED =
      List.of("keys", "budgets", "limits", "prices", "names", "modules", "prompts", "bills");

  private static final int UNAVAILABLE = 503;

  private final Transport transport;
  private final Consumer<String> notices;

  /// @param notices told what an answer misses
  Api(Transport transport, Consumer<String> notices) {
    this.transport = transport;
    this.notices = notices;
  }

  /// A path below `/api/v1`, its parts encoded.
  public static String path(String... parts) {
    StringBuilder path = new StringBuilder("/api/v1");
    for (String part : parts) {
      path.append('/').append(encoded(part).replace("+", "%20"));
    }
    return path.toString();
  }

  /// A text as it stands in a URL.
  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  public JsonNode get(String path) {
    return Json.read(text("GET", path, "", JSON));
  }

  public JsonNode change(String method, String path, ObjectNode body) {
    return Json.read(text(method, path, body.toString(), JSON));
  }

  JsonNode delete(String path) {
    return Json.read(text("DELETE", path, "", JSON));
  }

  /// An answer that is a text of its own.
  public String text(String method, String path, String body, String type) {
    return successful(path, transport.send(new Request(method, path, body, type))).body();
  }

  /// Writes an answer that is a text of its own, as it comes.
  ///
  /// @throws IOException when `out` takes no more
  public void text(String path, Writer out) throws IOException {
    var _ = successful(path, transport.send(new Request("GET", path, "", JSON), out));
  }

  private Reply successful(String path, Reply reply) {
    if (!reply.isSuccess()) {
      throw failure(path, reply);
    }
    reply.incomplete().ifPresent(what -> notices.accept("weir: incomplete: " + what));
    return reply;
  }

  private CommandFailure failure(String path, Reply reply) {
    JsonNode error = readable(reply.body()).path("error");
    String message = error.path("message").asText("status " + reply.status());
    return switch (reply.status()) {
      case 401, 403 ->
          new CommandFailure(
              Exit.REFUSED,
              message + "; --key-file or WEIR_API_KEY says which operator's key is used");
      case 404 -> new CommandFailure(Exit.REFUSED, message + meant(path));
      case 500 -> new CommandFailure(Exit.BUG, message);
      case UNAVAILABLE -> new CommandFailure(Exit.UNREACHABLE, message);
      default -> new CommandFailure(Exit.REFUSED, message);
    };
  }

  private static JsonNode readable(String body) {
    return body.startsWith("{") ? Json.read(body) : Json.object();
  }

  /// Which of the things there are was probably meant; nothing where that cannot be known.
  private String meant(String path) {
    String[] parts = path.replaceAll("\\?.*", "").split("/", -1);
    if (parts.length < 5 || !LISTED.contains(parts[3])) {
      return "";
    }
    Reply all = transport.send(new Request("GET", "/api/v1/" + parts[3], "", JSON));
    List<String> ids = new ArrayList<>();
    if (all.isSuccess()) {
      // A listing is an object with one array; its rows have an id, or a name.
      readable(all.body())
          .forEach(rows ->
              rows.forEach(row -> ids.add(row.path("id").asText(row.path("name").asText()))));
    }
    return Ids.nearest(parts[4], ids)
        .map(near -> "; did you mean '" + near + "'?")
        .orElse(ids.isEmpty() ? "" : "; there are " + String.join(", ", ids));
  }
}
