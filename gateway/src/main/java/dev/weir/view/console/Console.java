package dev.weir.view.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.base.http.Headers;
import dev.weir.base.log.LogLine;
import dev.weir.view.api.Api;
import dev.weir.view.api.ApiRequest.Caller;
import dev.weir.view.console.Entrance.Present;
import dev.weir.view.console.Framing.Within;
import dev.weir.view.page.Answered.Refused;
import dev.weir.view.page.Ask;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Followed;
import dev.weir.view.page.NotAnswered;
import dev.weir.view.page.Page;
import dev.weir.view.page.Period;
import dev.weir.view.page.Place;
import dev.weir.view.page.Shown;
import dev.weir.view.page.Visit;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Everything a browser can ask, without a wire. Thread-safe; blocks.
public final class Console {
  /// What every form of a session carries, beside its fields.
  public static final String FORM_TOKEN = "form_token";

  private static final String FORM_TOKEN_HEADER = "x-form-token";
  private static final Place NOWHERE = Place.behind("/", "Nowhere", "/healthz");
  private static final Refused NOT_IN =
      new Refused(
          401, "not_signed_in", "You are not signed in any more; what you sent was not taken.");
  private static final String A_YEAR_OF_TLS = "max-age=31536000";
  private static final Headers ALWAYS =
      Headers.of(
          "content-security-policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
              + " font-src 'self'; connect-src 'self'; form-action 'self';"
              + " frame-ancestors 'none'; base-uri 'none'",
          "cache-control",
          "no-store",
          "x-content-type-options",
          "nosniff",
          "x-frame-options",
          "DENY",
          "referrer-policy",
          "same-origin",
          "cross-origin-opener-policy",
          "same-origin",
          "cross-origin-resource-policy",
          "same-origin");

  private final Api api;
  private final Entrance entrance;
  private final Directory directory;
  private final InstantSource clock;
  private final System.Logger log;
  private final Assets assets = new Assets();
  private final Framing framing;
  private final WaysIn waysIn;
  private final Headers always;

  public Console(
      Api api, Entrance entrance, Directory directory, InstantSource clock, System.Logger log) {
    this.api = api;
    this.entrance = entrance;
    this.directory = directory;
    this.clock = clock;
    this.log = log;
    this.framing = new Framing(directory, assets);
    this.waysIn = new WaysIn(entrance, framing);
    this.always =
        entrance.isSecure() ? ALWAYS.with("strict-transport-security", A_YEAR_OF_TLS) : ALWAYS;
  }

  /// Answers a request; never throws.
  Reply answer(Asked asked) {
    Reply reply;
    try {
      reply = dispatch(asked);
    } catch (RuntimeException defect) {
      log.log(
          System.Logger.Level.ERROR,
          LogLine.defect(
              "a defect of Weir in the console",
              "a defect of Weir in %s %s".formatted(asked.method(), asked.path()),
              defect));
      reply = bare(asked, 500, "The gateway's log tells more. Calls go on meanwhile.");
    }
    Reply packed = Packing.packed(asked, reply);
    return new Reply(packed.status(), always.with(packed.headers()), packed.body());
  }

  /// An answer to a request that is not read whole.
  Reply refused(Asked asked, int status, String why) {
    Reply reply = bare(asked, status, why);
    return new Reply(reply.status(), always.with(reply.headers()), reply.body());
  }

  /// Whether somebody is in. Never blocks.
  boolean isPresent(Asked asked) {
    return entrance.glimpse(asked.headers()).isPresent();
  }

  private Reply dispatch(Asked asked) {
    if (!asked.isPost() && !asked.method().equals("GET")) {
      return bare(asked, 405, "%s takes GET and POST".formatted(asked.path()))
          .with("allow", "GET, POST");
    }
    if (asked.path().startsWith(Assets.ROOT)) {
      return assets.find(asked).orElseGet(() -> bare(asked, 404, "There is no such file."));
    }
    try {
      Entered query = Entered.read(asked.query());
      Optional<Reply> in = waysIn.answer(asked, query);
      if (in.isPresent()) {
        return in.get();
      }
      Optional<Present> present = entrance.present(asked.headers());
      return present.isPresent() ? within(asked, query, present.get()) : toSignIn(asked);
    } catch (NotAnswered unreadable) {
      return bare(asked, unreadable.refused().status(), unreadable.refused().message());
    }
  }

  private Reply bare(Asked asked, int status, String why) {
    return framing.refusal(asked, entrance.theme(asked.headers()), ErrorPage.of(status, why));
  }

  /// Whoever reads is sent to the form and back; what was sent is lost, and that is said.
  private Reply toSignIn(Asked asked) {
    String back = Entered.NOTHING.with(WaysIn.NEXT, asked.here()).after(WaysIn.SIGN_IN);
    if (Framing.isPartial(asked.headers())) {
      return Reply.page(401, "").with("hx-redirect", asked.isPost() ? WaysIn.SIGN_IN : back);
    }
    return asked.isPost()
        ? waysIn.signIn(asked, Entered.NOTHING, Optional.of(NOT_IN))
        : Reply.elsewhere(asked.path().equals("/") ? WaysIn.SIGN_IN : back);
  }

  private Reply within(Asked asked, Entered query, Present present) {
    Optional<Directory.Found> found = directory.find(asked.path());
    Visit visit = visit(present, found.map(Directory.Found::values).orElse(Map.of()), query);
    Place here = found.map(it -> it.page().place()).orElse(NOWHERE);
    Within in = new Within(asked, entrance.theme(asked.headers()), visit, present.session(), here);
    if (asked.isPost()) {
      return taken(in, present, found);
    }
    if (asked.path().equals("/")) {
      return Reply.elsewhere(visit.to(directory.home(present.person().role())));
    }
    return found.map(it -> page(in, it.page(), Optional.empty())).orElseGet(() -> missing(in));
  }

  private Visit visit(Present present, Map<String, String> values, Entered query) {
    Instant now = clock.instant();
    return new Visit(
        present.person(),
        values,
        query,
        period(query, now),
        now,
        new Ask(api, new Caller.SignedIn(present.person().id())));
  }

  /// What comes of a browser's wish to be told of events; never throws.
  Following follow(Asked asked) {
    try {
      Entered query = Entered.read(asked.query());
      Optional<Directory.Found> found = directory.find(asked.path());
      Optional<Followed> followed = found.flatMap(it -> it.page().follow());
      Optional<Present> present = entrance.glimpse(asked.headers());
      if (present.isEmpty()) {
        return new Following.Refused(refused(asked, 401, "You are not signed in any more."));
      }
      if (followed.isEmpty()) {
        return new Following.Refused(
            refused(asked, 406, "Nothing is told of %s as it comes.".formatted(asked.path())));
      }
      Directory.Found page = found.orElseThrow();
      return new Following.Begun(
          present.get().person().id(),
          page.page(),
          () -> entrance.glimpse(asked.headers()).map(it -> visit(it, page.values(), query)),
          followed.get());
    } catch (NotAnswered unreadable) {
      return new Following.Refused(
          refused(asked, unreadable.refused().status(), unreadable.refused().message()));
    }
  }

  /// What there is to tell, which may be nothing; empty where the stream is over. Never throws.
  Optional<String> next(Following.Begun begun) {
    try {
      return begun
          .visits()
          .get()
          .filter(visit -> visit.ask().refusal(begun.page().place().asks()).isEmpty())
          .map(visit ->
              begun.followed().next(visit).stream()
                  .map(Followed.Event::text)
                  .collect(Collectors.joining()));
    } catch (NotAnswered _) {
      return Optional.empty();
    } catch (RuntimeException defect) {
      log.log(
          System.Logger.Level.ERROR,
          LogLine.defect(
              "a defect of Weir in the console",
              "a defect of Weir in what is told of " + begun.page().place().path(),
              defect));
      return Optional.empty();
    }
  }

  /// What a stream of events begins with.
  Headers headersOfEvents() {
    return always.with("content-type", "text/event-stream");
  }

  private static Period period(Entered query, Instant now) {
    return query
        .find(Period.NAME)
        .map(Period::read)
        .orElseGet(() -> Period.of(YearMonth.from(now.atOffset(ZoneOffset.UTC))));
  }

  private Reply missing(Within in) {
    String why =
        "No page is at %s. The navigation shows all there are.".formatted(in.asked().path());
    return framing.refusal(in, ErrorPage.of(404, why));
  }

  /// A form of somebody who is in: none is looked at that another site may have sent.
  private Reply taken(Within in, Present present, Optional<Directory.Found> found) {
    Headers headers = in.asked().headers();
    Entered form = Entered.form(new String(in.asked().body(), UTF_8));
    String token = headers.get(FORM_TOKEN_HEADER).orElseGet(() -> form.text(FORM_TOKEN));
    if (!SameOrigin.sent(headers) || !present.session().wrote(token)) {
      return framing.refusal(
          in,
          new ErrorPage(
              403,
              "This form is not from here",
              "It was written for another session, or by another site, and was not taken."
                  + " Open the page again and send it from there."));
    }
    return switch (in.asked().path()) {
      case "/sign-out" -> entrance.leave(present);
      case "/theme" ->
          entrance.wear(
              Theme.find(form.text("theme")).orElse(Theme.AUTO),
              Framing.local(form.text(WaysIn.NEXT)));
      default ->
          found
              .map(it -> page(in, it.page(), Optional.of(form.without(FORM_TOKEN))))
              .orElseGet(() -> missing(in));
    };
  }

  private Reply page(Within in, Page page, Optional<Entered> form) {
    Visit visit = in.visit();
    Optional<Refused> notAllowed = visit.ask().refusal(page.place().asks());
    if (notAllowed.isPresent()) {
      return refusal(in, notAllowed.get());
    }
    try {
      Shown shown = form.isPresent() ? page.submit(visit, form.get()) : page.open(visit);
      return switch (shown) {
        case Shown.Written written -> framing.page(in, written);
        case Shown.Elsewhere(var where) -> Reply.elsewhere(where.path());
        case Shown.Refusal(Refused why) -> refusal(in, why);
        case Shown.Download file ->
            Reply.of(200, file.type(), file.bytes())
                .with("content-disposition", "attachment; filename=\"%s\"".formatted(file.name()));
      };
    } catch (NotAnswered nothing) {
      return refusal(in, nothing.refused());
    }
  }

  private Reply refusal(Within in, Refused why) {
    return framing.refusal(in, ErrorPage.of(why.status(), why.message()));
  }
}
