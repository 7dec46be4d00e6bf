package dev.weir.view.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Operator;
import dev.weir.flow.books.Version;
import dev.weir.view.right.Right;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Pages of the console that people keep under a name: everybody one's own, and what others share.
final class ViewRoutes {
  private static final String PATH = "/api/v1/views";
  private static final String ONE = PATH + "/{id}";
  private static final int NAME_MAX = 80;
  private static final int LINK_MAX = 4_000;
  private static final int EACH_MAX = 100;

  /// A page, and what it is asked; never another site.
  private static final Pattern OF_ONE_USER =
      Pattern.compile("(?<![a-z_])user(=|%3D)(?!user(~|%7E))", Pattern.CASE_INSENSITIVE);

  private static final Pattern LINK = Pattern.compile("/[a-z][a-z-]*(\\?[!-~&&[^\\\\]]*)?");

  private final RunningGateway gateway;
  private final Changes changes;

  ViewRoutes(RunningGateway gateway, Changes changes) {
    this.gateway = gateway;
    this.changes = changes;
  }

  /// @param link a path of the console with its query, as `/explore?by=team`
  /// @param shared whether others see it; what it shows them is what they may see
  record ViewText(String link, Optional<Boolean> shared) {}

  record ViewList(List<ViewPage> views) {}

  /// @param owner who keeps it, by name
  /// @param own whether that is who asks
  record ViewPage(
      String name, String link, boolean shared, String owner, boolean own, int version) {}

  List<Endpoint> all() {
    return List.of(
        Endpoint.get("listViews", PATH, "One's own saved views, then those that others share.")
            .needs(Right.ONESELF)
            .answers(ViewList.class)
            .does(inquiry -> oneself(inquiry, this::list)),
        Endpoint.change("PUT", "putView", ONE, "Keeps a page of the console under a name.")
            .needs(Right.ONESELF)
            .versioned()
            .takes(ViewText.class)
            .answers(Pages.Changed.class)
            .does(inquiry -> oneself(inquiry, who -> put(who, inquiry))),
        Endpoint.change("DELETE", "deleteView", ONE, "Forgets one of one's own views.")
            .needs(Right.ONESELF)
            .versioned()
            .answers(Pages.Changed.class)
            .does(inquiry ->
                oneself(
                    inquiry,
                    who -> changes.retire(Kind.VIEW, id(who, inquiry), List.of(), inquiry))));
  }

  private static Answer oneself(Inquiry inquiry, Function<Operator, Answer> answer) {
    return inquiry
        .operator()
        .map(answer)
        .orElseGet(() ->
            Answer.invalid(
                "a view is of an operator, by a personal key or signed in; was %s"
                    .formatted(inquiry.who())));
  }

  private static String id(Operator who, Inquiry inquiry) {
    return who.id() + "/" + inquiry.id();
  }

  private Answer list(Operator who) {
    Map<String, String> names =
        gateway.books().inForce().operators().all().stream()
            .collect(Collectors.toUnmodifiableMap(Operator::id, Operator::name));
    List<ViewPage> all =
        changes.current(Kind.VIEW).stream()
            .filter(view -> names.containsKey(owner(view)))
            .map(view -> page(view, who, names.getOrDefault(owner(view), "")))
            .filter(view -> view.own() || view.shared())
            .toList();
    return Answer.of(
        new ViewList(
            all.stream().sorted(Comparator.comparing((ViewPage view) -> !view.own())).toList()));
  }

  private static String owner(Version view) {
    return view.id().substring(0, view.id().indexOf('/'));
  }

  private static ViewPage page(Version view, Operator who, String owner) {
    return new ViewPage(
        view.id().substring(view.id().indexOf('/') + 1),
        view.body().required("link").asText(),
        view.body().required("shared").asBoolean(),
        owner,
        owner(view).equals(who.id()),
        view.version());
  }

  private Answer put(Operator who, Inquiry inquiry) {
    inquiry.requireOnly(Set.of("link", "shared"));
    requireName(inquiry.id());
    String link = inquiry.text("link");
    if (link.length() > LINK_MAX || !LINK.matcher(link).matches()) {
      throw new IllegalArgumentException(
          "field 'link' is a path of the console as /explore?by=team, of at most %d characters,"
                  .formatted(LINK_MAX)
              + " was '%s'".formatted(link));
    }
    if (shared(inquiry) && OF_ONE_USER.matcher(link).find()) {
      throw new IllegalArgumentException(
          "field 'link' of a shared view names no single user, as not everybody may see who it is,"
              + " was '%s'".formatted(link));
    }
    String id = id(who, inquiry);
    if (own(who).noneMatch(id::equals) && own(who).count() >= EACH_MAX) {
      return Answer.invalid("somebody has at most %d views, and has them".formatted(EACH_MAX));
    }
    ObjectNode body = Json.object().put("link", link).put("shared", shared(inquiry));
    return changes.put(Kind.VIEW, id, body, inquiry);
  }

  private Stream<String> own(Operator who) {
    return changes.current(Kind.VIEW).stream()
        .filter(view -> owner(view).equals(who.id()))
        .map(Version::id);
  }

  private static void requireName(String name) {
    if (name.isBlank() || name.length() > NAME_MAX || name.chars().anyMatch(c -> c < ' ')) {
      throw new IllegalArgumentException(
          "field 'name' has 1 to %d characters, was '%s'".formatted(NAME_MAX, name));
    }
  }

  private static boolean shared(Inquiry inquiry) {
    JsonNode shared = inquiry.body().path("shared");
    if (!shared.isMissingNode() && !shared.isBoolean()) {
      throw new IllegalArgumentException(
          "field 'shared' is true or false, was %s".formatted(shared));
    }
    return shared.asBoolean(false);
  }
}
