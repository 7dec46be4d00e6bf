package dev.weir.view.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Trail;
import dev.weir.flow.books.Version;
import dev.weir.view.api.Demand.Parameter;
import dev.weir.view.right.Right;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Who changed what, when and why.
final class HistoryRoutes {
  private static final String KINDS =
      Arrays.stream(Kind.values()).map(Kind::code).collect(Collectors.joining(", "));

  private static final int CHANGES_MAX = 1_000;
  private static final Set<Kind> OF_PEOPLE = EnumSet.of(Kind.OPERATOR, Kind.LOGIN);

  private final RunningGateway gateway;

  HistoryRoutes(RunningGateway gateway) {
    this.gateway = gateway;
  }

  /// Changes of all kinds of things, newest first.
  ///
  /// @param kinds that may be asked for
  /// @param next ask for the next page with `before` set to this; absent on the last
  record ChangeList(List<ChangeLine> changes, List<String> kinds, Optional<Long> next) {}

  /// @param position over all changes, in their order
  /// @param name of the thing at that version; empty where it has none but its id
  /// @param retired by this change it went out of force
  record ChangeLine(
      long position,
      String kind,
      String id,
      String name,
      int version,
      Instant at,
      String who,
      String why,
      boolean retired) {}

  List<Endpoint> all() {
    return List.of(
        Endpoint.get("listChanges", "/api/v1/history", "Who changed what, newest first.")
            .needs(Right.READ_HISTORY)
            .asks(
                Parameter.text("kind", "Of one kind of thing. Default: all. Kinds: " + KINDS + "."),
                Parameter.text("who", "Part of the name or id of who made the change."),
                Parameter.text("from", "Made from here on: an instant, or a date of UTC."),
                Parameter.text("to", "Made before: an instant, or a date of UTC."),
                Page.BEFORE,
                Page.limit("Changes", CHANGES_MAX))
            .answers(ChangeList.class)
            .does(this::list),
        Endpoint.get(
                "history",
                "/api/v1/history/{kind}/{id}",
                "All versions of a thing. Kinds: " + KINDS + ".")
            .needs(Right.READ_HISTORY)
            .answers(Pages.History.class)
            .does(this::history));
  }

  private Answer list(Inquiry inquiry) {
    Set<Kind> readable =
        inquiry.has(Right.READ_PEOPLE)
            ? EnumSet.allOf(Kind.class)
            : EnumSet.complementOf(EnumSet.copyOf(OF_PEOPLE));
    List<String> codes = readable.stream().map(Kind::code).toList();
    Set<Kind> asked =
        inquiry
            .asked("kind")
            .map(code ->
                Set.of(
                    kind(code)
                        .filter(readable::contains)
                        .orElseThrow(() ->
                            new IllegalArgumentException(
                                "parameter 'kind' is one of %s, was '%s'".formatted(codes, code)))))
            .orElse(readable);
    Trail trail =
        new Trail(
            asked,
            inquiry.asked("who").orElse(""),
            Ranges.asked(inquiry, "from", ZoneOffset.UTC).orElse(Instant.EPOCH),
            // What is changed this very moment counts too.
            Ranges.asked(inquiry, "to", ZoneOffset.UTC).orElse(inquiry.now().plusSeconds(1)));
    Page<Trail.Step> page =
        Page.read(
            inquiry,
            "changes",
            CHANGES_MAX,
            (before, most) -> gateway.books().facts().trail(trail, before, most),
            Trail.Step::position);
    return Answer.of(
        new ChangeList(
            page.lines().stream().map(HistoryRoutes::line).toList(), codes, page.next()));
  }

  private static ChangeLine line(Trail.Step step) {
    return new ChangeLine(
        step.position(),
        step.kind().code(),
        step.id(),
        step.name(),
        step.version(),
        step.at(),
        step.who(),
        step.why(),
        step.retired());
  }

  private static Optional<Kind> kind(String code) {
    return Arrays.stream(Kind.values()).filter(each -> each.code().equals(code)).findFirst();
  }

  private Answer history(Inquiry inquiry) {
    Optional<Kind> kind = kind(inquiry.named("kind"));
    if (kind.isEmpty()) {
      return Answer.missing("kind of thing", inquiry.named("kind"));
    }
    if (OF_PEOPLE.contains(kind.get()) && !inquiry.has(Right.READ_PEOPLE)) {
      return new Answer.Fault(
          403, "role_missing", "the history of who works here needs the role admin or auditor");
    }
    List<Version> versions = gateway.books().facts().history(kind.get(), inquiry.id());
    return versions.isEmpty()
        ? Answer.missing(kind.get().code(), inquiry.id())
        : Answer.of(new Pages.History(versions.stream().map(HistoryRoutes::line).toList()));
  }

  private static Pages.HistoryLine line(Version version) {
    ObjectNode content = version.body().deepCopy();
    content.remove(List.of("sha256", "hash"));
    for (JsonNode secret : content.path("secrets")) {
      ((ObjectNode) secret).remove("sha256");
    }
    return new Pages.HistoryLine(
        version.version(), version.at(), version.who(), version.why(), version.retired(), content);
  }
}
