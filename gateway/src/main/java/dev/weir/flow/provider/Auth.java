package dev.weir.flow.provider;

import dev.weir.base.http.Headers;

/// How a request tells a vendor who asks.
public sealed interface Auth {

  /// What the configuration calls it.
  String word();

  /// One that is a secret in a header field: what the secret is written to, and how.
  sealed interface Field extends Auth {

    /// Adds the secret.
    Headers onto(Headers headers, String secret);
  }

  /// By `authorization: Bearer SECRET`.
  record Bearer() implements Field {
    @Override
    public String word() {
      return "bearer";
    }

    @Override
    public Headers onto(Headers headers, String secret) {
      return headers.plus("authorization", "Bearer " + secret);
    }
  }

  /// By a header field that holds the secret and nothing else.
  ///
  /// @param name in lower case: `x-api-key`
  record Header(String name) implements Field {
    public Header {
      if (!name.matches("[a-z][a-z0-9-]*")) {
        throw new IllegalArgumentException(
            "auth: a header's name is lower-case letters, digits and '-', was '%s'"
                .formatted(name));
      }
    }

    @Override
    public String word() {
      return "header";
    }

    @Override
    public Headers onto(Headers headers, String secret) {
      return headers.plus(name, secret);
    }
  }

  /// By AWS's signature version 4 of the request.
  ///
  /// @param service whom it is signed for: `bedrock`
  record SigV4(String service) implements Auth {
    /// The placeholder that says for which region.
    public static final String REGION = "region";

    @Override
    public String word() {
      return "sigv4";
    }
  }

  /// By a token that Google gives for a while, as [Bearer] sends it.
  ///
  /// @param scope what the token is for
  record Google(String scope) implements Auth {
    @Override
    public String word() {
      return "google";
    }
  }
}
