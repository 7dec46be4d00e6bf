package dev.weir.view.console;

import dev.weir.base.http.Headers;
import dev.weir.flow.books.Operator;
import dev.weir.flow.books.Operators;
import dev.weir.view.session.Session;
import dev.weir.view.session.Sessions;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/// How somebody gets in, who is in, and how one leaves. Thread-safe.
public final class SignIn {
  /// The field of the form.
  static final String KEY = "key";

  private final Supplier<Operators> people;
  private final Sessions sessions;
  private final Cookies cookies;
  private final InstantSource clock;

  /// @param isSecure whether browsers come over TLS
  public SignIn(
      Supplier<Operators> people, Sessions sessions, boolean isSecure, InstantSource clock) {
    this.people = people;
    this.sessions = sessions;
    this.cookies = new Cookies(isSecure);
    this.clock = clock;
  }

  /// Somebody who is in.
  record Present(Session session, Operator person) {}

  /// Whose credential was entered: the one place where it becomes a person.
  private Optional<Operator> whose(Entered form) {
    return people.get().find(form.text(KEY), clock.instant());
  }

  /// Opens a session for whoever's credential was entered, and ends the one the browser had: a
  /// token that somebody put there beforehand opens nothing. Empty if the credential is nobody's.
  Optional<Reply> enter(Headers headers, Entered form, String next) {
    return whose(form)
        .map(person -> {
          present(headers).ifPresent(old -> sessions.end(old.session()));
          String token = sessions.open(person.id()).token();
          return Reply.elsewhere(next).with("set-cookie", cookies.keep(token));
        });
  }

  /// Who asks. A person who was taken out is out on every device.
  Optional<Present> present(Headers headers) {
    Optional<Session> session = cookies.session(headers).flatMap(sessions::use);
    if (session.isEmpty()) {
      return Optional.empty();
    }
    Optional<Operator> person = people.get().byId(session.get().operator(), clock.instant());
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
        .flatMap(session ->
            people
                .get()
                .byId(session.operator(), clock.instant())
                .map(person -> new Present(session, person)));
  }

  Reply leave(Present present) {
    sessions.end(present.session());
    return Reply.elsewhere("/sign-in").with("set-cookie", cookies.forget());
  }

  Theme theme(Headers headers) {
    return cookies.theme(headers);
  }

  Reply wear(Theme theme, String back) {
    return Reply.elsewhere(back).with("set-cookie", cookies.keep(theme));
  }
}
