package dev.weir.view.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `weir names`: what callers may ask for, and where it leads.
@Command(name = "names", description = "List, set, explain and retire names that calls ask for.")
public final class NamesVerb {
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("name", "name"),
          Column.text("kind", "kind"),
          Column.text("leads to", "leads_to"));
  private static final List<Column> TARGETS =
      List.of(
          Column.text("provider", "provider"),
          Column.text("model", "model"),
          Column.text("path", "path"),
          Column.text("wire", "wire"),
          Column.text("circuit", "circuit"),
          Column.text("dropped", "dropped"),
          Column.text("cannot be told", "refused"));

  private final Session session;

  public NamesVerb(Session session) {
    this.session = session;
  }

  @Command(description = "Every configured route, alias and prompt, and where it leads.")
  int list(@Mixin ServerOption where, @Mixin FormatOption format) {
    return session.on(
        where, api -> session.list(format, api.get(Api.path("names")), "names", COLUMNS));
  }

  @Command(description = "One alias: its route.")
  int show(@Parameters(paramLabel = "NAME") String name, @Mixin ServerOption where) {
    return session.on(where, api -> session.show(api.get(Api.path("names", name))));
  }

  @Command(description = "Have an alias lead to a route, new or another version of one.")
  int set(
      @Parameters(paramLabel = "NAME") String name,
      @Mixin RouteOptions route,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    String body = route.text(session);
    String path = Api.path("names", name) + why.query();
    return session.on(
        where, api -> session.changed(Json.read(api.text("PUT", path, body, "application/json"))));
  }

  /// Where calls go.
  static final class RouteOptions {
    @Option(
        names = "--target",
        split = ",",
        paramLabel = "PROVIDER/MODEL",
        description = "Where calls go; several are tried in this order.")
    private List<String> targets = List.of();

    @Option(
        names = "--route",
        paramLabel = "FILE",
        description = "A route as JSON instead; docs/routing.md.")
    private Optional<Path> file = Optional.empty();

    String text(Session session) {
      if (targets.isEmpty() == file.isEmpty()) {
        throw new CommandFailure(
            Exit.USAGE, "a name is set by --target or by --route, one of them");
      }
      return file.map(session::content).orElseGet(() -> route().toString());
    }

    private ObjectNode route() {
      ObjectNode route = Json.object();
      if (targets.size() == 1) {
        return route.put("target", targets.getFirst());
      }
      ArrayNode order = route.putArray("fallback");
      targets.forEach(target -> order.addObject().put("target", target));
      return route;
    }
  }

  @Command(description = "Retire an alias: calls for it fail from then on.")
  int retire(
      @Parameters(paramLabel = "NAME") String name,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    return session.remove(Api.path("names", name), why, where);
  }

  @Command(description = "What a call for a name would come to: prompt, model, targets in order.")
  int explain(
      @Parameters(paramLabel = "NAME") String name,
      @Mixin CallOptions call,
      @Mixin ServerOption where,
      @Mixin FormatOption format) {
    ObjectNode body = Json.object().put("name", name);
    call.addTo(body, session);
    String path = Api.path("names", "explain");
    return session.on(where, api -> explained(format, api.change("POST", path, body)));
  }

  /// What call is meant.
  static final class CallOptions {
    @Option(names = "--tag", split = ",", paramLabel = "NAME=VALUE", description = "Of the call.")
    private List<String> tags = List.of();

    @Option(
        names = "--wire",
        paramLabel = "WIRE",
        description = "By which it comes; openai.chat if not said.")
    private Optional<String> wire = Optional.empty();

    @Option(
        names = "--body",
        paramLabel = "FILE",
        description = "The request, as JSON; a least one if not said.")
    private Optional<Path> request = Optional.empty();

    void addTo(ObjectNode body, Session session) {
      request.ifPresent(file -> body.set("body", Json.read(session.content(file))));
      wire.ifPresent(code -> body.put("wire", code));
      ObjectNode given = body.putObject("tags");
      for (String tag : tags) {
        String[] pair = Written.pair("--tag", tag);
        given.put(pair[0], pair[1]);
      }
    }
  }

  private int explained(FormatOption format, JsonNode answer) {
    if (format.format() != FormatOption.Format.TABLE) {
      return session.list(format, answer, "targets", TARGETS);
    }
    JsonNode prompt = answer.path("prompt");
    if (!prompt.isMissingNode()) {
      session.print(
          "prompt %s version %s by label %s: %s; variables required: %s, optional: %s\n"
              .formatted(
                  prompt.path("prompt").asText(),
                  prompt.path("version").asText(),
                  prompt.path("label").asText(),
                  Column.shown(prompt.path("modules")),
                  orNone(prompt.path("required")),
                  orNone(prompt.path("optional"))));
    }
    boolean refused = answer.hasNonNull("refused");
    if (refused) {
      session.print("refused: " + answer.path("refused").asText() + "\n");
    }
    if (!answer.path("targets").isEmpty()) {
      session.list(format, answer, "targets", TARGETS);
    }
    return refused ? Exit.REFUSED : Exit.OK;
  }

  private static String orNone(JsonNode list) {
    return list.isEmpty() ? "none" : Column.shown(list);
  }
}
