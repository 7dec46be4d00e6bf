package dev.weir.view.shape;

/// A way to another page of the console.
///
/// @param path begins with one slash: a link never leads to another site
public record Link(String text, String path) {
  public Link {
    if (!path.startsWith("/") || path.startsWith("//") || path.startsWith("/\\")) {
      throw new IllegalArgumentException(
          "a link leads to a path of the console as /portfolio, was '%s'".formatted(path));
    }
  }
}
