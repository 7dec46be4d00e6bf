package dev.weir.flow.credential;

import dev.weir.flow.provider.Auth;
import dev.weir.flow.provider.Provider;
import java.time.InstantSource;
import java.util.Optional;

/// Makes of what is configured what is sent. Blocks.
@FunctionalInterface
interface Exchange {

  /// Why there is no credential; for people, without a secret.
  final class Unavailable extends Exception {
    private static final long serialVersionUID = 1;

    Unavailable(String message) {
      super(message, null, false, false);
    }
  }

  /// @throws IllegalArgumentException if the text is none that can be meant
  Credential of(String text) throws Unavailable, InterruptedException;

  /// That of a provider whose credential changes by itself.
  static Optional<Exchange> of(Provider provider, InstantSource clock) {
    return switch (provider.account().auth()) {
      case Auth.Field _ -> Optional.empty();
      case Auth.SigV4 _ -> Optional.of(AwsFile::read);
      case Auth.Google google -> Optional.of(new GoogleTokens(google.scope(), clock));
    };
  }
}
