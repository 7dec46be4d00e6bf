package dev.weir.view.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Version;
import dev.weir.flow.dialect.Wire;
import dev.weir.flow.identity.Tags;
import dev.weir.flow.name.Frozen;
import dev.weir.flow.name.Label;
import dev.weir.flow.name.Names;
import dev.weir.flow.route.Route;
import dev.weir.flow.route.Routes;
import dev.weir.view.right.Right;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Names that callers may ask for, and what stands behind them.
final class NameRoutes {
  private static final String NAMES = "/api/v1/names";
  private static final String NAME = NAMES + "/{id}";

  private final RunningGateway gateway;
  private final Changes changes;
  private final Explaining explaining;

  NameRoutes(RunningGateway gateway, Changes changes) {
    this.gateway = gateway;
    this.changes = changes;
    this.explaining = new Explaining(gateway);
  }

  record NameList(List<NameLine> names) {}

  /// @param kind `route` (of the configuration), `alias` or `prompt`
  /// @param leadsTo targets, a prompt's version, or the labels it splits between
  record NameLine(String name, String kind, String leadsTo) {}

  /// An alias in force.
  ///
  /// @param route as docs/routing.md defines it
  record AliasPage(String id, int version, ObjectNode route) {}

  /// A route, as docs/routing.md defines it: one of `target`, `split`, `fallback` and `when`.
  record AliasText(
      Optional<String> target,
      Optional<String> proof,
      Optional<List<ObjectNode>> split,
      Optional<String> by,
      Optional<List<ObjectNode>> fallback,
      Optional<Boolean> proofRequired,
      Optional<List<ObjectNode>> when,
      Optional<ObjectNode> otherwise) {}

  /// @param name as a caller would write it
  /// @param wire by which it would come; `openai.chat` by default
  /// @param tags of the call
  /// @param body as a caller would write it; a least one by default, with a value for each variable
  record ExplainText(
      String name,
      Optional<String> wire,
      Optional<Map<String, String>> tags,
      Optional<ObjectNode> body) {}

  List<Endpoint> all() {
    return List.of(
        Endpoint.get("listNames", NAMES, "All names of routes, aliases and prompts.")
            .answers(NameList.class)
            .does(_ -> Answer.of(new NameList(list()))),
        Endpoint.get("getName", NAME, "One alias.").answers(AliasPage.class).does(this::one),
        Endpoint.change("PUT", "putName", NAME, "Has an alias lead to a route.")
            .needs(Right.ADMINISTER)
            .versioned()
            .takes(AliasText.class)
            .answers(Pages.Changed.class)
            .does(this::put),
        Endpoint.change("DELETE", "deleteName", NAME, "Retires an alias: calls for it fail.")
            .needs(Right.ADMINISTER)
            .versioned()
            .answers(Pages.Changed.class)
            .does(this::retire),
        Endpoint.ask("explainName", NAMES + "/explain", "What a call for a name would come to.")
            .takes(ExplainText.class)
            .answers(Explaining.Explanation.class)
            .does(this::explain));
  }

  private List<NameLine> list() {
    Names names = gateway.books().inForce().names();
    List<NameLine> lines = new ArrayList<>();
    gateway
        .routes()
        .get()
        .named()
        .forEach((name, route) -> lines.add(new NameLine(name, "route", targets(route))));
    names
        .aliases()
        .forEach((name, route) -> lines.add(new NameLine(name, "alias", targets(route))));
    names.asked().forEach((name, label) -> lines.add(new NameLine(name, "prompt", said(label))));
    return lines;
  }

  private static String said(Label label) {
    return switch (label) {
      case Frozen frozen -> "version %d for %s".formatted(frozen.version(), frozen.model());
      case Label.Split split -> Labels.said(Json.object(split.json()));
    };
  }

  private static String targets(Route route) {
    return route.targets().stream().map(Object::toString).collect(Collectors.joining(", "));
  }

  private Answer one(Inquiry inquiry) {
    return changes
        .current(Kind.ALIAS, inquiry.id())
        .map(NameRoutes::page)
        .orElseGet(() -> Answer.missing("alias", inquiry.id()));
  }

  private static Answer page(Version version) {
    return Answer.of(new AliasPage(version.id(), version.version(), version.body()));
  }

  private Answer put(Inquiry inquiry) {
    Route route = Route.parse(Json.bytes(inquiry.body()));
    Routes routes = gateway.routes().get();
    routes.requireBeside(inquiry.id(), route);
    // In the one form there is, so that equal routes are equal texts.
    ObjectNode body = Json.object(new String(route.json(), StandardCharsets.UTF_8));
    return changes.put(Kind.ALIAS, inquiry.id(), body, inquiry);
  }

  private Answer retire(Inquiry inquiry) {
    List<String> left = new ArrayList<>();
    gateway
        .books()
        .inForce()
        .names()
        .asked()
        .forEach((name, label) -> {
          if (label instanceof Frozen frozen && frozen.model().equals(inquiry.id())) {
            left.add("%s asks for it: its calls may be refused".formatted(name));
          }
        });
    return switch (changes.retire(Kind.ALIAS, inquiry.id(), List.of(), inquiry)) {
      case Answer.Page(Pages.Changed changed) -> Answer.of(changed.warning(left));
      case Answer other -> other;
    };
  }

  private Answer explain(Inquiry inquiry) {
    inquiry.requireOnly(Set.of("name", "wire", "tags", "body"));
    return Answer.of(
        explaining.of(
            new Explaining.Call(
                inquiry.text("name"),
                wire(inquiry.optionalText("wire").orElse(Wire.OPENAI_CHAT.code())),
                Tags.of(tags(inquiry.body().path("tags"))),
                inquiry.optionalObject("body"),
                inquiry.now())));
  }

  private static Wire wire(String code) {
    return Wire.coded(code)
        .orElseThrow(() -> new IllegalArgumentException("'%s' is no wire".formatted(code)));
  }

  private static Map<String, String> tags(JsonNode tags) {
    Map<String, String> all = new TreeMap<>();
    tags.properties()
        .forEach(tag -> {
          if (!tag.getValue().isTextual()) {
            throw new IllegalArgumentException(
                "tag '%s' is a text, was %s".formatted(tag.getKey(), tag.getValue()));
          }
          all.put(tag.getKey(), tag.getValue().textValue());
        });
    return all;
  }
}
