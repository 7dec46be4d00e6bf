package dev.weir.flow.provider;

/// How a request tells a vendor who asks.
public sealed interface Auth {

  /// By `authorization: Bearer SECRET`.
  record Bearer() implements Auth {}

  /// By a header field that holds the secret and nothing else.
  ///
  /// @param name in lower case: `x-api-key`
  record Header(String name) implements Auth {
    public Header {
      if (!name.matches("[a-z][a-z0-9-]*")) {
        throw new IllegalArgumentException(
            "auth: a header's name is lower-case letters, digits and '-', was '%s'"
                .formatted(name));
      }
    }
  }
}
