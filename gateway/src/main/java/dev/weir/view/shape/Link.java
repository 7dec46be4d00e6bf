package dev.weir.view.shape;

/// A way to another page of the console, or to another place of the same one.
///
/// @param path begins with one slash, or with `#`: a link never leads to another site
public record Link(String text, String path) {
  public Link {
    boolean isElsewhere = !path.startsWith("/") || path.startsWith("//") || path.startsWith("/\\");
    if (isElsewhere && !path.startsWith("#")) {
      throw new IllegalArgumentException(
          "a link leads to a path of the console as /portfolio, or to #place, was '%s'"
              .formatted(path));
    }
  }

  /// Whether it leads to a file to save rather than to a page: it says `as` what.
  public boolean isFile() {
    return path.contains("?as=") || path.contains("&as=");
  }
}
