package dev.weir.view.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Version;
import dev.weir.view.right.Right;
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

  private static final Set<Kind> OF_PEOPLE = EnumSet.of(Kind.OPERATOR, Kind.LOGIN);

  private final RunningGateway gateway;

  HistoryRoutes(RunningGateway gateway) {
    this.gateway = gateway;
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.get(
                "history",
                "/api/v1/history/{kind}/{id}",
                "All versions of a thing. Kinds: " + KINDS + ".")
            .needs(Right.READ_HISTORY)
            .answers(Pages.History.class)
            .does(this::history));
  }

  private Answer history(Inquiry inquiry) {
    Optional<Kind> kind =
        Arrays.stream(Kind.values())
            .filter(each -> each.code().equals(inquiry.named("kind")))
            .findFirst();
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
