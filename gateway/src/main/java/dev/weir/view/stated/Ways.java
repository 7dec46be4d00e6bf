package dev.weir.view.stated;

import dev.weir.view.shape.Link;
import java.util.ArrayList;
import java.util.List;

/// Where pages of what is stated lead, and which version they show.
final class Ways {
  private Ways() {}

  /// To the use case, to other pages about it, to the versions.
  static List<Link> of(Known known, String kind, Link... others) {
    List<Link> ways = new ArrayList<>();
    ways.add(known.to("The use case", "/use-cases/%s"));
    ways.addAll(List.of(others));
    known.versions(kind).ifPresent(ways::add);
    return ways;
  }

  /// Who said it and when; empty where nobody has.
  static String version(Known known) {
    return known
        .page()
        .moment("at")
        .map(at ->
            "Version %s, by %s on %s."
                .formatted(known.page().text("version"), known.page().text("who"), at.text()))
        .orElse("");
  }
}
