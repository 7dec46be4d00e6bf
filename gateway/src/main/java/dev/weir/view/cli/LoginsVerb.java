package dev.weir.view.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `weir logins`: by which names people sign in to the console.
@Command(name = "logins", description = "Make, list, disable and enable logins; set passwords.")
public final class LoginsVerb {
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("login", "login"),
          Column.text("operator", "operator"),
          Column.text("name", "name"),
          Column.text("disabled", "disabled"),
          Column.time("since", "at"),
          Column.text("by", "who"));

  private final Session session;

  public LoginsVerb(Session session) {
    this.session = session;
  }

  /// A password is in a file: what is on a command line, every process of the machine can read.
  static final class PasswordOption {
    @Option(
        names = "--password-file",
        required = true,
        paramLabel = "FILE",
        description = "Its first line is the password: 12 to 256 characters.")
    private Path file = Path.of("");

    String text(Session session) {
      return session.content(file).lines().findFirst().orElse("");
    }
  }

  @Command(description = "Every login, and whose it is.")
  int list(@Mixin ServerOption where, @Mixin FormatOption format) {
    return session.on(
        where, api -> session.list(format, api.get(Api.path("logins")), "logins", COLUMNS));
  }

  @Command(description = "Let an operator sign in by a password.")
  int create(
      @Parameters(paramLabel = "LOGIN", description = "May be an e-mail address.") String login,
      @Option(names = "--operator", required = true, paramLabel = "ID", description = "Whose.")
          String operator,
      @Mixin PasswordOption password,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    ObjectNode body =
        Json.object()
            .put("login", login)
            .put("operator", operator)
            .put("password", password.text(session));
    return session.change("POST", Api.path("logins"), body, why, where);
  }

  @Command(description = "Set somebody's password. Who is signed in with the old one is out.")
  int password(
      @Parameters(paramLabel = "LOGIN") String login,
      @Mixin PasswordOption password,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    ObjectNode body = Json.object().put("password", password.text(session));
    return session.change("PUT", Api.path("logins", login, "password"), body, why, where);
  }

  @Command(description = "Let nobody sign in with a login; who is signed in is out.")
  int disable(
      @Parameters(paramLabel = "LOGIN") String login,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    return session.change("POST", Api.path("logins", login, "disable"), Json.object(), why, where);
  }

  @Command(description = "Let its operator sign in with a login again.")
  int enable(
      @Parameters(paramLabel = "LOGIN") String login,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    return session.change("POST", Api.path("logins", login, "enable"), Json.object(), why, where);
  }
}
