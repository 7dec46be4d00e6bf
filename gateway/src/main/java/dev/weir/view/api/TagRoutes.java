package dev.weir.view.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.TagValueText;
import dev.weir.flow.books.Version;
import dev.weir.flow.identity.TagRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Declared values of typed tags.
final class TagRoutes {
  private static final String PATH = "/api/v1/tags/{tag}/{value}";

  private final Changes changes;

  TagRoutes(Changes changes) {
    this.changes = changes;
  }

  /// @param from default: now
  record TagValueSettings(
      Optional<Instant> from, Optional<Instant> to, Optional<ParentTag> parent) {}

  record ParentTag(String tag, String value) {}

  record TagValueList(List<TagValuePage> values) {}

  record TagValuePage(
      String tag,
      String value,
      int version,
      Instant from,
      Optional<Instant> to,
      Optional<ParentTag> parent) {}

  List<Endpoint> all() {
    return List.of(
        Endpoint.get("listTagValues", "/api/v1/tags", "All declared tag values.")
            .answers(TagValueList.class)
            .does(this::list),
        Endpoint.change(
                "PUT",
                "putTagValue",
                PATH,
                "Declares a value. A tag with one declared value takes no other values.")
            .versioned()
            .takes(TagValueSettings.class)
            .answers(Pages.Changed.class)
            .does(this::put),
        Endpoint.change("DELETE", "deleteTagValue", PATH, "Takes a declared value back.")
            .versioned()
            .answers(Pages.Changed.class)
            .does(inquiry -> changes.retire(Kind.TAG_VALUE, id(inquiry), List.of(), inquiry)));
  }

  private Answer list(Inquiry inquiry) {
    return Answer.of(
        new TagValueList(changes.current(Kind.TAG_VALUE).stream().map(TagRoutes::page).toList()));
  }

  private Answer put(Inquiry inquiry) {
    inquiry.requireOnly(Set.of("from", "to", "parent"));
    ObjectNode body = inquiry.body().deepCopy();
    body.put("tag", inquiry.named("tag")).put("value", inquiry.named("value"));
    if (!body.hasNonNull("from")) {
      body.put("from", inquiry.now().toString());
    }
    return changes.put(Kind.TAG_VALUE, id(inquiry), body, inquiry);
  }

  private static String id(Inquiry inquiry) {
    return inquiry.named("tag") + "=" + inquiry.named("value");
  }

  private static TagValuePage page(Version version) {
    TagRegistry.Value value = TagValueText.read(version.id(), version.body());
    return new TagValuePage(
        value.tag(),
        value.value(),
        version.version(),
        value.from(),
        value.to(),
        value.parent().map(parent -> new ParentTag(parent.name(), parent.value())));
  }
}
