package dev.weir.view.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.view.cli.CommandFailure;
import dev.weir.view.cli.Exit;
import dev.weir.view.cli.Transport;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// The control plane's API in terms of JSON trees; what it does not do as asked is a
/// [CommandFailure]. Blocks; one request at a time.
public final class ControlPlane implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String TYPE = "application/json";

  private final Transport transport;

  /// @param transport closed with this
  public ControlPlane(Transport transport) {
    this.transport = transport;
  }

  /// @param path below `/api/v1/`, with its query
  public JsonNode get(String path) {
    return tree(path, answer("GET", path, ""));
  }

  public JsonNode post(String path, Object body) {
    return tree(path, answer("POST", path, written(body)));
  }

  public JsonNode put(String path, Object body) {
    return tree(path, answer("PUT", path, written(body)));
  }

  /// An answer that is not JSON.
  public String text(String path) {
    return answer("GET", path, "");
  }

  private String answer(String method, String path, String body) {
    Transport.Reply reply =
        transport.send(new Transport.Request(method, "/api/v1/" + path, body, TYPE));
    if (reply.status() / 100 != 2) {
      throw new CommandFailure(
          Exit.REFUSED,
          "%s %s of %s answered %d: %s"
              .formatted(
                  method, path, transport.destination(), reply.status(), reply.body().strip()));
    }
    return reply.body();
  }

  private static JsonNode tree(String path, String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException notJson) {
      throw new IllegalStateException("the answer to " + path + " is no JSON", notJson);
    }
  }

  private static String written(Object body) {
    if (body instanceof String text) {
      return text;
    }
    try {
      return JSON.writeValueAsString(body);
    } catch (JsonProcessingException impossible) {
      throw new IllegalArgumentException("not a body: " + body, impossible);
    }
  }

  /// A part of a path or query, escaped.
  public static String escaped(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public void close() {
    transport.close();
  }
}
