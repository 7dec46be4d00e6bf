package dev.weir.view.page;

import java.util.Optional;

/// Where a page is.
///
/// @param path with variables as `/use-cases/{id}`
/// @param title for the browser's tab, the heading and the navigation
/// @param section of the navigation; empty = only reached from other pages
/// @param asks the path of the API that the page is nothing without: who may not ask that does not
///   see the page either
public record Place(String path, String title, Optional<Section> section, String asks) {
  public static Place in(Section section, String path, String title, String asks) {
    return new Place(path, title, Optional.of(section), asks);
  }

  /// A page that others lead to.
  public static Place behind(String path, String title, String asks) {
    return new Place(path, title, Optional.empty(), asks);
  }
}
