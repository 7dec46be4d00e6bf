package dev.weir.app;

import dev.weir.view.api.PathTemplate;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Somebody who follows every link of every page; of links to the same page, a few.
final class Crawl {
  private static final int PAGES_MAX = 500;

  /// A cell that a spreadsheet would work out.
  private static final Pattern FORMULA =
      Pattern.compile("(?<=^|,)\"?(?:[=@+\t]|\r(?!\n))[^,]*", Pattern.MULTILINE);

  private final Browser browser;
  private final Depth depth;
  private final Queue<Link> waiting = new ArrayDeque<>();
  private final Map<String, Integer> followed = new HashMap<>();
  private final Map<String, Html> pages = new LinkedHashMap<>();
  private final Set<String> seen = new HashSet<>();
  private final List<Link> places = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private final List<String> sent = new ArrayList<>();

  /// @param of the page it is on
  private record Link(String of, String to) {}

  Crawl(Browser browser, Depth depth) {
    this.browser = browser;
    this.depth = depth;
  }

  void from(String address) {
    offer(new Link("the beginning", address));
    while (!waiting.isEmpty()) {
      follow(waiting.remove());
    }
  }

  private void offer(Link link) {
    String to = link.to.split("#", 2)[0];
    if (!to.startsWith("/") || to.startsWith("//")) {
      faults.add(link + " leads out of the console");
    } else if (seen.add(to) && followed.merge(kind(to), 1, Integer::sum) <= most(kind(to))) {
      waiting.add(new Link(link.of, to));
    }
  }

  /// Of what pages are followed.
  enum Depth {
    /// Each page once, whatever it is asked for.
    PAGES,
    /// Each page once for each way in which it is asked, and two of those about single things.
    QUESTIONS
  }

  private int most(String kind) {
    return depth == Depth.QUESTIONS && kind.endsWith("}") ? 2 : 1;
  }

  /// What one page is asked for in the same way has one kind: the page's place, the names of what
  /// is asked and, of raw rows, whose they are.
  private String kind(String address) {
    String place = place(address);
    if (depth == Depth.PAGES || address.indexOf('?') < 0) {
      return place;
    }
    return Stream.of(address.substring(address.indexOf('?') + 1).split("&", -1))
        .map(each -> each.split("=", 2))
        .filter(each -> !each[0].equals("period"))
        .map(each -> each[0].equals("of") ? route(each[1]) : each[0])
        .collect(Collectors.toCollection(TreeSet::new))
        .toString()
        .transform(names -> names.equals("[]") ? place : place + names);
  }

  private static String place(String address) {
    String path = Html.path(address);
    return ConsolePages.all().pages().stream()
        .map(page -> page.place().path())
        .filter(pattern -> new PathTemplate(pattern).match(path).isPresent())
        .min(Comparator.comparingInt(pattern -> pattern.split("\\{", -1).length))
        .orElse(path);
  }

  /// Of a path of the API, what does not name one thing.
  private static String route(String of) {
    return of.replaceAll("(%3F|%2F[^%]*[0-9]).*", "");
  }

  private void follow(Link link) {
    if (pages.size() > PAGES_MAX) {
      throw new AssertionError("more than " + PAGES_MAX + " pages");
    }
    HttpResponse<String> answer = browser.get(link.to);
    switch (answer.statusCode()) {
      case 200 -> read(link, answer);
      case 303 -> offer(new Link(link.to, answer.headers().firstValue("location").orElseThrow()));
      default -> faults.add(link + " answered " + answer.statusCode());
    }
  }

  private void read(Link link, HttpResponse<String> answer) {
    String type = answer.headers().firstValue("content-type").orElse("");
    if (type.startsWith("text/csv")) {
      FORMULA
          .matcher(answer.body())
          .results()
          .forEach(cell -> faults.add("%s: a formula %s".formatted(link.to, cell.group())));
    }
    if (!type.startsWith("text/html")) {
      return;
    }
    Html page = Html.of(answer.body());
    pages.put(link.to, page);
    page.faults().forEach(fault -> faults.add(link.to + ": " + fault));
    page.leadsTo(link.to).stream()
        .filter(to -> !to.startsWith("#"))
        .map(to -> new Link(link.to, to.startsWith("?") ? Html.path(link.to) + to : to))
        .forEach(next -> {
          offer(next);
          if (next.to.contains("#")) {
            places.add(next);
          }
        });
  }

  /// What is wrong with the pages that were read, and links to places in them that are none.
  List<String> faults() {
    Stream<String> astray =
        places.stream().filter(this::isAstray).map(link -> link + ": the page has no such place");
    return Stream.concat(faults.stream(), astray).distinct().toList();
  }

  private boolean isAstray(Link link) {
    String[] to = link.to.split("#", 2);
    return Optional.ofNullable(pages.get(to[0])).filter(page -> !page.hasId(to[1])).isPresent();
  }

  /// What is wrong with the answers to every form of these pages that can be refused, with the same
  /// text in all its fields. A form that asks for nothing but a reason is carried out, and left
  /// out.
  List<String> faultsOfForms(String text) {
    List<String> found = new ArrayList<>();
    pages.forEach((path, page) ->
        page.forms(path).stream()
            .filter(form -> !List.of("/theme", "/sign-out").contains(form.action()))
            .filter(form -> form.fields().stream().anyMatch(name -> !name.endsWith("why")))
            .forEach(form -> found.addAll(sent(form, text))));
    return found;
  }

  private List<String> sent(Html.Form form, String text) {
    List<String> found = new ArrayList<>();
    for (String button : form.buttons()) {
      HttpResponse<String> answer = browser.post(form.action(), form.filled(button, text));
      String what = "%s by %s".formatted(form.action(), button);
      sent.add(what + " " + answer.statusCode());
      if (answer.statusCode() >= 500) {
        found.add(what + " answered " + answer.statusCode());
      }
      Html.of(answer.body()).faults().stream()
          .filter(_ -> answer.statusCode() != 303)
          .forEach(fault -> found.add(what + ": " + fault));
    }
    return found;
  }

  /// What was sent by forms, and the status of the answer.
  List<String> sent() {
    return List.copyOf(sent);
  }

  /// How many pages have this text.
  long pagesSaying(String text) {
    return pages.values().stream().filter(page -> page.text().contains(text)).count();
  }

  /// The pages that were read, by what they are of.
  Set<String> read() {
    return pages.keySet().stream().map(Crawl::place).collect(Collectors.toSet());
  }
}
