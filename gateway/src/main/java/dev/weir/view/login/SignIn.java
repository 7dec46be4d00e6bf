package dev.weir.view.login;

import dev.weir.flow.books.Operator;
import java.time.Duration;

/// What came of an attempt to sign in.
public sealed interface SignIn {

  /// @param login by which it was
  /// @param version of the login; a session that was begun with it ends with it
  record SignedIn(Operator operator, String login, int version) implements SignIn {}

  /// The login is unknown or disabled, its operator taken out, or the password wrong: nobody is
  /// told which.
  record Refused() implements SignIn {}

  /// Nothing was looked at.
  record TooMany(Duration retryAfter) implements SignIn {}
}
