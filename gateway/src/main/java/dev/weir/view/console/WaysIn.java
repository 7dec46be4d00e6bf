package dev.weir.view.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.view.console.Entrance.Entering;
import dev.weir.view.page.Answered.Refused;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Shown;
import dev.weir.view.shape.FormField;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/// The pages of somebody who is not in. Thread-safe; blocks while a password is hashed.
final class WaysIn {
  static final String SIGN_IN = "/sign-in";
  static final String NEXT = "next";
  private static final String FIRST_RUN = "/first-run";
  private static final Refused FROM_ELSEWHERE =
      new Refused(
          403, "form_foreign", "This form was sent by another site. Please send it from here.");

  private final Entrance entrance;
  private final Framing framing;

  WaysIn(Entrance entrance, Framing framing) {
    this.entrance = entrance;
    this.framing = framing;
  }

  /// What is answered to somebody without a session; nothing where the path is no way in.
  Optional<Reply> answer(Asked asked, Entered query) {
    return switch (asked.path()) {
      case SIGN_IN -> Optional.of(asked.isPost() ? signIn(asked) : signInOrFirstRun(asked, query));
      case FIRST_RUN -> Optional.of(firstRun(asked, query));
      default ->
          !asked.isPost() && asked.path().startsWith(SIGN_IN + "/")
              ? entrance
                  .enterBy(asked.path().substring(SIGN_IN.length() + 1), asked, query)
                  .map(it -> entered(it, why -> signIn(asked, query, Optional.of(why))))
              : Optional.empty();
    };
  }

  private Reply signInOrFirstRun(Asked asked, Entered query) {
    return entrance.isFirstRun()
        ? Reply.elsewhere(
            query
                .find(NEXT)
                .map(it -> Entered.NOTHING.with(NEXT, it).after(FIRST_RUN))
                .orElse(FIRST_RUN))
        : signIn(asked, query, Optional.empty());
  }

  private Reply signIn(Asked asked) {
    Entered form = Entered.read(new String(asked.body(), UTF_8));
    return SameOrigin.sent(asked.headers())
        ? entered(entrance.enter(asked, form), why -> signIn(asked, form, Optional.of(why)))
        : signIn(asked, Entered.NOTHING, Optional.of(FROM_ELSEWHERE));
  }

  private Reply firstRun(Asked asked, Entered query) {
    if (!entrance.isFirstRun()) {
      return Reply.elsewhere(SIGN_IN);
    }
    if (!asked.isPost()) {
      return firstRun(asked, query, Optional.empty());
    }
    Entered form = Entered.read(new String(asked.body(), UTF_8));
    return SameOrigin.sent(asked.headers())
        ? entered(entrance.begin(asked, form), why -> firstRun(asked, form, Optional.of(why)))
        : firstRun(asked, Entered.NOTHING, Optional.of(FROM_ELSEWHERE));
  }

  private static Reply entered(Entering entering, Function<Refused, Reply> again) {
    return switch (entering) {
      case Entering.In(var cookie, var next) -> Reply.elsewhere(next).with("set-cookie", cookie);
      case Entering.Elsewhere(var where, var cookie) ->
          Reply.elsewhere(where.toString()).with("set-cookie", cookie);
      case Entering.Out(var why) -> again.apply(why);
      case Entering.Later(var pause) -> {
        long seconds = pause.toSeconds() + 1;
        Refused why =
            new Refused(
                429,
                "too_many_attempts",
                "Too many attempts failed. Please try again in %d s.".formatted(seconds));
        yield again.apply(why).with("retry-after", Long.toString(seconds));
      }
    };
  }

  /// The form by which one signs in.
  ///
  /// @param entered before; secrets are never shown again
  Reply signIn(Asked asked, Entered entered, Optional<Refused> why) {
    SignInPage page =
        new SignInPage(
            Framing.local(entered.text(NEXT)),
            general(why, Entrance.LOGIN, Entrance.PASSWORD, Entrance.KEY),
            field(Entrance.LOGIN, "Login", "login", why).holding(entered.text(Entrance.LOGIN)),
            field(Entrance.PASSWORD, "Password", "current-password", why),
            key(why),
            entrance.providers());
    return shown(asked, why, "Sign in", "console/signin.jte", page);
  }

  private Reply firstRun(Asked asked, Entered entered, Optional<Refused> why) {
    FirstRunPage page =
        new FirstRunPage(
            Framing.local(entered.text(NEXT)),
            general(
                why,
                Entrance.TOKEN,
                Entrance.NAME,
                Entrance.LOGIN,
                Entrance.PASSWORD,
                Entrance.AGAIN),
            field(Entrance.TOKEN, "One-time token", "password", why)
                .hinted(
                    "What the file first-run-token in the data directory has; it begins with wf_."),
            field(Entrance.NAME, "Your name", "text", why).holding(entered.text(Entrance.NAME)),
            field(Entrance.LOGIN, "Login", "login", why)
                .hinted("A short name, or your e-mail address.")
                .holding(entered.text(Entrance.LOGIN)),
            field(Entrance.PASSWORD, "Password", "new-password", why)
                .hinted("12 to 256 characters. Several words are easy to remember."),
            field(Entrance.AGAIN, "Password again", "new-password", why),
            key(Optional.empty()),
            entrance.providers());
    return shown(asked, why, "The first login", "console/firstrun.jte", page);
  }

  private Reply shown(
      Asked asked, Optional<Refused> why, String title, String template, Object page) {
    return framing.outside(
        asked,
        entrance.theme(asked.headers()),
        new Shown.Written(why.map(Refused::status).orElse(200), title, template, page));
  }

  /// What is wrong that none of these fields is to blame for.
  private static Optional<String> general(Optional<Refused> why, String... fields) {
    return why.filter(it -> it.field().filter(Arrays.asList(fields)::contains).isEmpty())
        .map(Refused::message);
  }

  private static FormField key(Optional<Refused> why) {
    return field(Entrance.KEY, "Personal key", "password", why)
        .hinted("It begins with wa_; an admin makes it for you.");
  }

  private static FormField field(String name, String label, String kind, Optional<Refused> why) {
    return FormField.of(name, label, kind).wrong(why.flatMap(it -> it.of(name)));
  }
}
