package dev.weir.view.stated;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.weir.view.page.Answered;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Line;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Link;
import java.util.Optional;

/// What is in force of a thing, as somebody looks at it.
///
/// @param id of the thing
/// @param api where it is read and changed
/// @param page what the API tells of it; nothing is told where there is none
/// @param document what was stated; missing where nothing was
record Known(Visit visit, String id, String api, Line page, JsonNode document) {
  private static final int NOT_FOUND = 404;

  /// A thing that the API answers by itself.
  ///
  /// @param field of the answer that has the document
  static Known of(Visit visit, String id, String api, String field) {
    Answered answered = visit.ask().get(api);
    JsonNode page =
        answered instanceof Answered.Refused why && why.status() == NOT_FOUND
            ? MissingNode.getInstance()
            : answered.tree();
    return of(visit, id, api, page, page.path(field));
  }

  static Known of(Visit visit, String id, String api, JsonNode page, JsonNode document) {
    return new Known(visit, id, api, new Line(page, ""), document);
  }

  /// `/use-cases/triage/roster`, of `/use-cases/%s/roster`.
  static String about(String path, String id) {
    return path.formatted(Entered.encoded(id));
  }

  boolean isThere() {
    return !document.isMissingNode();
  }

  boolean may(String method) {
    return visit.ask().may(method, api);
  }

  Link to(String text, String path) {
    return new Link(text, visit.to(about(path, id)));
  }

  /// Its versions, for who may read them.
  Optional<Link> versions(String kind) {
    return isThere()
        ? visit.versions(kind, id).map(path -> new Link("Its versions", path))
        : Optional.empty();
  }

  /// A change of it, made against the version that was shown.
  ///
  /// @param below a path below the thing's own; empty = the thing itself
  String change(String below, Entered form) {
    String expected =
        form.find(Act.VERSION).map(it -> "&expected_version=" + Entered.encoded(it)).orElse("");
    return "%s%s?why=%s%s".formatted(api, below, Entered.encoded(form.text(Act.WHY)), expected);
  }
}
