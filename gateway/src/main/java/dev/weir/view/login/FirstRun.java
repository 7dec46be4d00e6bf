package dev.weir.view.login;

import dev.weir.flow.books.Books.Published;
import dev.weir.flow.books.Keys;
import dev.weir.flow.books.Operator;
import dev.weir.flow.books.Operator.Role;
import dev.weir.flow.books.Remit;
import dev.weir.flow.books.SecretFile;
import dev.weir.flow.identity.SecretHash;
import dev.weir.flow.identity.Secrets;
import dev.weir.view.login.SignIn.SignedIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Makes the first admin's login, for whoever can read a token on the machine. As long as there is
/// no login, each start leaves another token in a file of mode 0600; it works once.
public final class FirstRun {
  private static final String PREFIX = "wf_";
  private static final Why FIRST = new Why("first run", "the first login");

  private final Logins logins;
  private final Keys keys;

  /// Guarded by this; nothing = closed.
  private Optional<Token> token;

  private record Token(Path file, SecretHash hash) {}

  /// What came of it.
  public sealed interface Begun {
    record Done(SignedIn in) implements Begun {}

    /// The token is another one, or there is a login already.
    record Refused() implements Begun {}

    /// @param message names the field, the rule and the value seen
    record Invalid(String message) implements Begun {}
  }

  private FirstRun(Logins logins, Keys keys, Optional<Token> token) {
    this.logins = logins;
    this.keys = keys;
    this.token = token;
  }

  /// Of a gateway that nobody signs in to.
  public static FirstRun none(Logins logins, Keys keys) {
    return new FirstRun(logins, keys, Optional.empty());
  }

  /// Leaves a token where there is no login, and takes an old one away.
  ///
  /// @param file the token's
  public static FirstRun at(
      Path file, Logins logins, Keys keys, Secrets secrets, System.Logger log) {
    try {
      Files.deleteIfExists(file);
      if (!logins.all().isEmpty()) {
        return none(logins, keys);
      }
      Secrets.Minted minted = secrets.mint(PREFIX);
      SecretFile.write(file, minted);
      log.log(
          System.Logger.Level.INFO,
          "the token that makes the first login is in {0}",
          file.toAbsolutePath());
      return new FirstRun(logins, keys, Optional.of(new Token(file, minted.hash())));
    } catch (IOException e) {
      throw new UncheckedIOException("the first login's token cannot be written to " + file, e);
    }
  }

  /// Whether there is a token, and nobody has made a login otherwise meanwhile.
  public synchronized boolean isOpen() {
    return token.isPresent() && logins.all().isEmpty();
  }

  /// Makes an admin and a login of theirs, signed in; the token works no more.
  ///
  /// @param name of the person
  public synchronized Begun begin(String shown, String login, String name, String password) {
    if (!isOpen() || !isToken(shown)) {
      return new Begun.Refused();
    }
    try {
      Operator admin = keys.keyless(name, Remit.of(Role.ADMIN));
      return switch (logins.createFirst(admin, Login.typed(login), password, FIRST)) {
        case Published.Done _ -> {
          destroy();
          yield new Begun.Done(
              new SignedIn(
                  admin, Login.typed(login), logins.of(admin.id()).orElseThrow().version()));
        }
        case Published.Invalid(String message) -> new Begun.Invalid(message);
        case Published.Forbidden(_, String message) -> new Begun.Invalid(message);
        case Published.Unable(String message) -> new Begun.Invalid(message);
        case Published.Conflict(var change, _) ->
            new Begun.Invalid("login '%s' is there already".formatted(change.id()));
      };
    } catch (IllegalArgumentException invalid) {
      return new Begun.Invalid(String.valueOf(invalid.getMessage()));
    }
  }

  private boolean isToken(String shown) {
    SecretHash hash = SecretHash.of(shown.strip());
    return token.filter(it -> it.hash.equals(hash)).isPresent();
  }

  private void destroy() {
    Path file = token.orElseThrow().file;
    token = Optional.empty();
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("the used token cannot be deleted: " + file, e);
    }
  }
}
