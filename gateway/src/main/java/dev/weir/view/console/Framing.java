package dev.weir.view.console;

import dev.weir.base.http.Headers;
import dev.weir.flow.books.Operator;
import dev.weir.view.page.Period;
import dev.weir.view.page.Place;
import dev.weir.view.page.Shown;
import dev.weir.view.page.Visit;
import dev.weir.view.session.Session;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Puts pages into their shell. Thread-safe.
final class Framing {
  private final Directory directory;
  private final Assets assets;
  private final Templates templates = new Templates();

  Framing(Directory directory, Assets assets) {
    this.directory = directory;
    this.assets = assets;
  }

  /// A page of somebody who is in.
  ///
  /// @param here which one, for the navigation
  record Within(Asked asked, Theme theme, Visit visit, Session session, Place here) {}

  Reply page(Within in, Shown.Written page) {
    return Reply.page(
        page.status(), templates.write(page.template(), shell(in, page.title()), page.page()));
  }

  /// Why there is no page, around it what there is.
  Reply refusal(Within in, ErrorPage why) {
    return Reply.page(
        why.status(), templates.write("console/error.jte", shell(in, why.heading()), why));
  }

  private Shell shell(Within in, String title) {
    Visit visit = in.visit;
    YearMonth current = YearMonth.from(visit.now().atOffset(ZoneOffset.UTC));
    Operator person = visit.person();
    List<Shell.Kept> kept =
        visit.query().without(Period.NAME).values().entrySet().stream()
            .flatMap(each -> each.getValue().stream().map(it -> new Shell.Kept(each.getKey(), it)))
            .toList();
    return new Shell(
        title,
        directory.navigation(visit, in.here),
        Optional.of(
            new Shell.Reader(
                person.name(),
                person.role().name().toLowerCase(Locale.ROOT),
                in.session.formToken(),
                visit.period(),
                visit.period().choices(current),
                kept)),
        in.theme,
        assets,
        in.asked.isPost() ? in.asked.path() : in.asked.here(),
        visit.ask().notes());
  }

  /// Why there is no page, for somebody who may not be in.
  Reply refusal(Asked asked, Theme theme, ErrorPage why) {
    return Reply.page(
        why.status(), templates.write("console/error.jte", bare(asked, theme, why.heading()), why));
  }

  /// A page for somebody who is not in.
  Reply outside(Asked asked, Theme theme, Shown.Written page) {
    return Reply.page(
        page.status(),
        templates.write(page.template(), bare(asked, theme, page.title()), page.page()));
  }

  private Shell bare(Asked asked, Theme theme, String title) {
    return new Shell(title, List.of(), Optional.empty(), theme, assets, asked.path(), List.of());
  }

  /// A path of the console, whatever a link says; its first page otherwise.
  static String local(String next) {
    boolean isLocal =
        next.startsWith("/")
            && !next.startsWith("//")
            && next.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\');
    return isLocal ? next : "/";
  }

  /// Whether htmx asks, which shows no redirect's page in place of a part.
  static boolean isPartial(Headers headers) {
    return headers.get("hx-request").isPresent();
  }
}
