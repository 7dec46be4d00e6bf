package dev.weir.flow.provider;

/// Where a vendor takes a wire's requests.
///
/// @param path what follows the path of a provider's URL: `/v1/messages`
public record WirePath(String path) {
  public WirePath {
    if (!path.matches("/[^?#\\s]*[^?#\\s/]")) {
      throw new IllegalArgumentException(
          "a wire's path begins with '/' and ends with neither '/' nor a query, was '%s'"
              .formatted(path));
    }
  }
}
