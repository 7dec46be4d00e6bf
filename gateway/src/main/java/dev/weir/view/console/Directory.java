package dev.weir.view.console;

import dev.weir.flow.books.Operator.Role;
import dev.weir.view.api.PathTemplate;
import dev.weir.view.page.Page;
import dev.weir.view.page.Place;
import dev.weir.view.page.Section;
import dev.weir.view.page.Visit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Every page there is, and which one somebody sees first.
///
/// @param pages in the order of the navigation
/// @param homes by role; who has none begins with the first page
public record Directory(List<Page> pages, Map<Role, String> homes) {
  private static final Pattern BROKEN = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  public Directory {
    pages = List.copyOf(pages);
    homes = Map.copyOf(homes);
    if (pages.isEmpty()) {
      throw new IllegalArgumentException("a console has at least one page");
    }
  }

  /// A page that was found by its path.
  record Found(Page page, Map<String, String> values) {}

  /// The page of a path; of several, the one with the fewest variables.
  Optional<Found> find(String path) {
    if (!isEncoded(path)) {
      return Optional.empty();
    }
    return pages.stream()
        .flatMap(page ->
            new PathTemplate(page.place().path())
                .match(path).map(values -> new Found(page, values)).stream())
        .min(Comparator.comparingInt(found -> found.values().size()));
  }

  /// Whether every percent sign is followed by two digits.
  private static boolean isEncoded(String path) {
    return !BROKEN.matcher(path).find();
  }

  String home(Role role) {
    return homes.getOrDefault(role, pages.getFirst().place().path());
  }

  /// What somebody may open, section by section.
  List<Shell.Group> navigation(Visit visit, Place here) {
    return Arrays.stream(Section.values())
        .map(section -> new Shell.Group(section.title(), entries(section, visit, here)))
        .filter(group -> !group.entries().isEmpty())
        .toList();
  }

  private List<Shell.Entry> entries(Section section, Visit visit, Place here) {
    Stream<Place> places = pages.stream().map(Page::place);
    return places
        .filter(place -> place.section().filter(section::equals).isPresent())
        .filter(place -> visit.ask().refusal(place.asks()).isEmpty())
        .map(place -> new Shell.Entry(place.title(), visit.to(place.path()), place.equals(here)))
        .toList();
  }
}
