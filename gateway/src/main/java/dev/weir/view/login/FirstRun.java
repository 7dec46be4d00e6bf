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

  private final Path file;
  private final Logins logins;
  private final Keys keys;
  private final Secrets secrets;
  private final System.Logger log;

  /// Guarded by this; nothing = closed.
  private Optional<SecretHash> token = Optional.empty();

  /// What came of it.
  public sealed interface Begun {
    record Done(SignedIn in) implements Begun {}

    /// The token is another one, or there is a login already.
    record Refused() implements Begun {}

    /// @param message names the field, the rule and the value seen
    record Invalid(String message) implements Begun {}
  }

  /// Closed until it is opened.
  ///
  /// @param file the token's
  public FirstRun(Path file, Logins logins, Keys keys, Secrets secrets, System.Logger log) {
    this.file = file;
    this.logins = logins;
    this.keys = keys;
    this.secrets = secrets;
    this.log = log;
  }

  /// Leaves a token where there is no login, and takes an old one away.
  public synchronized void open() {
    try {
      Files.deleteIfExists(file);
      if (!logins.all().isEmpty()) {
        return;
      }
      Secrets.Minted minted = secrets.mint(PREFIX);
      SecretFile.write(file, minted);
      token = Optional.of(minted.hash());
      log.log(
          System.Logger.Level.INFO,
          "the token that makes the first login is in {0}",
          file.toAbsolutePath());
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
    return token.filter(SecretHash.of(shown.strip())::equals).isPresent();
  }

  private void destroy() {
    token = Optional.empty();
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("the used token cannot be deleted: " + file, e);
    }
  }
}
