package dev.weir.view.console;

import dev.weir.base.http.Headers;
import dev.weir.flow.books.Operator;
import dev.weir.flow.books.Operators;
import dev.weir.view.api.RunningGateway;
import dev.weir.view.login.FirstRun.Begun;
import dev.weir.view.login.SignIn;
import dev.weir.view.login.SignIn.SignedIn;
import dev.weir.view.oidc.OpenId;
import dev.weir.view.oidc.OpenId.Went;
import dev.weir.view.page.Answered.Refused;
import dev.weir.view.page.Entered;
import dev.weir.view.session.Means;
import dev.weir.view.session.Session;
import dev.weir.view.session.Sessions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How somebody gets in, who is in, and how one leaves. Thread-safe; blocks while a password is
/// hashed.
public final class Entrance {
  static final String LOGIN = "login";
  static final String PASSWORD = "password";
  static final String KEY = "key";
  static final String TOKEN = "token";
  static final String NAME = "name";
  static final String AGAIN = "again";

  private final RunningGateway gateway;
  private final Sessions sessions;
  private final List<OpenId> providers;
  private final Cookies cookies;

  /// @param providers where people sign in elsewhere
  /// @param isSecure whether browsers come over TLS
  public Entrance(
      RunningGateway gateway, Sessions sessions, List<OpenId> providers, boolean isSecure) {
    this.gateway = gateway;
    this.sessions = sessions;
    this.providers = List.copyOf(providers);
    this.cookies = new Cookies(isSecure);
  }

  /// Somebody who is in.
  record Present(Session session, Operator person) {}

  /// What came of an attempt to get in.
  sealed interface Entering {
    /// @param cookie of the session
    /// @param next where to
    record In(String cookie, String next) implements Entering {}

    /// To a provider first.
    ///
    /// @param cookie by which the browser is known when it comes back
    record Elsewhere(URI where, String cookie) implements Entering {}

    record Out(Refused why) implements Entering {}

    /// Nothing was looked at.
    record Later(Duration pause) implements Entering {}
  }

  /// Whether nobody has a login yet, and the first may be made.
  boolean isFirstRun() {
    return gateway.firstRun().isOpen();
  }

  /// Lets somebody in by a login and its password, or by a personal key.
  Entering enter(Asked asked, Entered form) {
    Optional<String> key = form.find(KEY);
    if (key.isPresent()) {
      return people()
          .find(key.get(), gateway.clock().instant())
          .<Entering>map(person -> in(asked, person, new Means.Key(), next(form)))
          .orElseGet(() -> out(401, "key_unknown", "field 'key' is nobody's, or was taken back"));
    }
    if (form.find(LOGIN).isEmpty() || form.typed(PASSWORD).isEmpty()) {
      String lacking = form.find(LOGIN).isEmpty() ? LOGIN : PASSWORD;
      return out(400, "invalid", "field '%s' is needed".formatted(lacking));
    }
    SignIn attempt = gateway.logins().signIn(form.text(LOGIN), form.typed(PASSWORD), asked.from());
    return switch (attempt) {
      case SignedIn in -> in(asked, in, next(form));
      case SignIn.Refused _ ->
          out(
              401,
              "login_refused",
              "The login or the password is wrong, or the login is disabled.");
      case SignIn.TooMany(var wait) -> new Entering.Later(wait);
    };
  }

  /// Makes the first admin, who is in then.
  Entering begin(Asked asked, Entered form) {
    if (!form.typed(PASSWORD).equals(form.typed(AGAIN))) {
      return out(400, "invalid", "field 'again' is the same as the password");
    }
    Begun begun =
        gateway
            .firstRun()
            .begin(form.text(TOKEN), form.text(LOGIN), form.text(NAME), form.typed(PASSWORD));
    return switch (begun) {
      case Begun.Done(SignedIn in) -> in(asked, in, next(form));
      case Begun.Refused _ ->
          out(
              401,
              "token_unknown",
              "field 'token' is not what the file has; each start writes another");
      case Begun.Invalid(String message) -> out(400, "invalid", message);
    };
  }

  /// Names of the providers.
  List<String> providers() {
    return providers.stream().map(OpenId::name).toList();
  }

  /// Sends somebody to a provider, or takes somebody who comes back from one; nothing if there is
  /// no such provider.
  Optional<Entering> enterBy(String provider, Asked asked, Entered query) {
    return providers.stream()
        .filter(it -> it.name().equals(provider))
        .findFirst()
        .map(it ->
            switch (went(it, asked, query)) {
              case Went.There(URI where, String state) ->
                  new Entering.Elsewhere(where, cookies.keepState(state));
              case Went.In(Operator person, String next) ->
                  in(asked, person, new Means.Provider(provider), next);
              case Went.Nowhere(String why) -> out(403, "sign_in_elsewhere_failed", why);
            });
  }

  private Went went(OpenId provider, Asked asked, Entered query) {
    return query.find("state").isEmpty()
        ? provider.begin(Framing.local(query.text(WaysIn.NEXT)))
        : provider.come(
            new OpenId.Back(
                query.text("state"),
                cookies.state(asked.headers()).orElse(""),
                query.text("code"),
                query.text("iss"),
                (query.text("error") + " " + query.text("error_description")).strip()));
  }

  private static Entering out(int status, String code, String message) {
    return new Entering.Out(new Refused(status, code, message));
  }

  private static String next(Entered form) {
    return Framing.local(form.text(WaysIn.NEXT));
  }

  private Entering in(Asked asked, SignedIn in, String next) {
    return in(asked, in.operator(), new Means.Password(in.login(), in.version()), next);
  }

  /// Opens a session, and ends the one the browser had: a token that somebody put there beforehand
  /// opens nothing.
  private Entering in(Asked asked, Operator person, Means by, String next) {
    present(asked.headers()).ifPresent(old -> sessions.end(old.session()));
    return new Entering.In(cookies.keep(sessions.open(person.id(), by).token()), next);
  }

  /// Who asks. A person who was taken out is out on every device; so is, on its sessions, a login
  /// that was disabled or got another password.
  Optional<Present> present(Headers headers) {
    Optional<Session> session = cookies.session(headers).flatMap(sessions::use);
    if (session.isEmpty()) {
      return Optional.empty();
    }
    if (!stands(session.get().by())) {
      sessions.end(session.get());
      return Optional.empty();
    }
    Optional<Operator> person = people().byId(session.get().operator(), gateway.clock().instant());
    if (person.isEmpty()) {
      sessions.endAllOf(session.get().operator());
    }
    return person.map(it -> new Present(session.get(), it));
  }

  /// Who asks, without counting as use: a page that lies open keeps nobody in.
  Optional<Present> glimpse(Headers headers) {
    return cookies
        .session(headers)
        .flatMap(sessions::find)
        .filter(session -> stands(session.by()))
        .flatMap(session ->
            people()
                .byId(session.operator(), gateway.clock().instant())
                .map(person -> new Present(session, person)));
  }

  private boolean stands(Means by) {
    return switch (by) {
      case Means.Key _, Means.Provider _ -> true;
      case Means.Password(String login, int version) -> gateway.logins().stands(login, version);
    };
  }

  /// Whether browsers come over TLS alone.
  boolean isSecure() {
    return cookies.isSecure();
  }

  private Operators people() {
    return gateway.books().inForce().operators();
  }

  Reply leave(Present present) {
    sessions.end(present.session());
    return Reply.elsewhere(WaysIn.SIGN_IN).with("set-cookie", cookies.forget());
  }

  Theme theme(Headers headers) {
    return cookies.theme(headers);
  }

  Reply wear(Theme theme, String back) {
    return Reply.elsewhere(back).with("set-cookie", cookies.keep(theme));
  }
}
