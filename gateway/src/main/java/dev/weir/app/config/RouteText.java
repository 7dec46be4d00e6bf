package dev.weir.app.config;

import dev.weir.base.wire.JsonOutput;
import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.route.Route;
import java.nio.charset.StandardCharsets;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// A route as the file says it: a tree of YAML, which is its JSON, or that JSON as text.
public record RouteText(Route route) {

  /// Reads JSON.
  static RouteText parse(String json) {
    return new RouteText(Route.parse(json.getBytes(StandardCharsets.UTF_8)));
  }

  static RouteText of(Node tree) {
    return parse(text(tree));
  }

  private static String text(Node node) {
    return switch (node) {
      case MappingNode mapping -> {
        JsonOutput json = new JsonOutput().object();
        for (NodeTuple member : mapping.getValue()) {
          if (!(member.getKeyNode() instanceof ScalarNode key)) {
            throw new IllegalArgumentException("a key of a route must be a plain word");
          }
          json.value(key.getValue(), slice(text(member.getValueNode())));
        }
        yield new String(json.endObject().bytes(), StandardCharsets.UTF_8);
      }
      case SequenceNode sequence -> {
        JsonOutput json = new JsonOutput().array();
        sequence.getValue().forEach(each -> json.value(slice(text(each))));
        yield new String(json.endArray().bytes(), StandardCharsets.UTF_8);
      }
      case ScalarNode scalar -> text(scalar);
      default -> throw new IllegalArgumentException("a route has neither anchors nor references");
    };
  }

  private static String text(ScalarNode scalar) {
    Tag tag = scalar.getTag();
    String text = scalar.getValue();
    boolean plain = tag.equals(Tag.BOOL) || (tag.equals(Tag.INT) && text.matches("[0-9]+"));
    return plain ? text : JsonOutput.quoted(text);
  }

  private static JsonSlice slice(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return new JsonSlice(bytes, 0, bytes.length);
  }

  /// Its JSON, which is YAML as well.
  @Override
  public String toString() {
    return new String(route.json(), StandardCharsets.UTF_8);
  }
}
