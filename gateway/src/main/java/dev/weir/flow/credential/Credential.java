package dev.weir.flow.credential;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What says who Weir is to one provider. Its text shows nothing of it.
sealed interface Credential {

  /// A secret that is sent as it is.
  record Secret(String text) implements Credential {
    @Override
    public String toString() {
      return "a secret";
    }
  }

  /// Keys of AWS, of which only the id is sent.
  ///
  /// @param session of keys that are given for a while; is sent
  record AwsKeys(String id, String secret, Optional<String> session) implements Credential {

    /// What nobody may see.
    List<String> secrets() {
      return Stream.concat(Stream.of(secret), session.stream()).toList();
    }

    @Override
    public String toString() {
      return "keys of AWS";
    }
  }

  /// What is sent for a while.
  record Token(String text, Instant until) implements Credential {
    @Override
    public String toString() {
      return "a token until " + until;
    }
  }

  /// There is none.
  ///
  /// @param why names what was tried, for people
  record Missing(String why) implements Credential {}
}
