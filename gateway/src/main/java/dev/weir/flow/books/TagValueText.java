package dev.weir.flow.books;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.identity.TagRegistry;
import dev.weir.flow.identity.Tags;
import java.util.Optional;

/// A declared tag value as JSON. Its id is `tag=value`.
public final class TagValueText {
  private TagValueText() {}

  public static String id(TagRegistry.Value value) {
    return value.tag() + "=" + value.value();
  }

  public static ObjectNode write(TagRegistry.Value value) {
    ObjectNode body = Json.newObject();
    body.put("tag", value.tag());
    body.put("value", value.value());
    body.put("from", value.from().toString());
    value.to().ifPresent(to -> body.put("to", to.toString()));
    value
        .parent()
        .ifPresent(parent ->
            body.putObject("parent").put("tag", parent.name()).put("value", parent.value()));
    return body;
  }

  public static TagRegistry.Value read(String id, ObjectNode body) {
    Fields fields = new Fields("tag value '%s'".formatted(id), body);
    Optional<Tags.Tag> parent = Optional.empty();
    if (body.has("parent")) {
      Fields parentFields = fields.object("parent");
      parent = Optional.of(new Tags.Tag(parentFields.text("tag"), parentFields.text("value")));
      parentFields.end();
    }
    TagRegistry.Value value =
        new TagRegistry.Value(
            fields.text("tag"),
            fields.text("value"),
            fields.instant("from"),
            fields.optionalInstant("to"),
            parent);
    fields.end();
    if (!id(value).equals(id)) {
      throw new IllegalArgumentException(
          "tag value '%s': its id is 'tag=value', was declared as '%s'".formatted(id, id(value)));
    }
    return value;
  }
}
