package dev.weir.view.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `weir keys`: the virtual keys that applications call with.
@Command(name = "keys", description = "Make, list, change, rotate, expire and revoke virtual keys.")
public final class KeysVerb {
  private static final String KEY = "Id or name of the key.";
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("key", "id"),
          Column.text("name", "name"),
          Column.text("status", "status"),
          Column.text("fixed tags", "fixed_tags"),
          Column.text("settable tags", "settable_tags"),
          Column.text("models", "models"),
          Column.text("on missing", "on_missing"),
          Column.time("created", "created"),
          Column.time("expires", "expires"));

  private final Session session;

  public KeysVerb(Session session) {
    this.session = session;
  }

  @Command(description = "Every key; never a secret.")
  int list(@Mixin ServerOption where, @Mixin FormatOption format) {
    return session.on(
        where, api -> session.list(format, api.get(Api.path("keys")), "keys", COLUMNS));
  }

  @Command(description = "One key; never its secret.")
  int show(
      @Parameters(paramLabel = "KEY", description = KEY) String key, @Mixin ServerOption where) {
    return session.on(where, api -> session.show(api.get(Api.path("keys", id(api, key)))));
  }

  @Command(description = "Make a key. Its secret is printed, this once.")
  int create(
      @Parameters(paramLabel = "NAME") String name,
      @Mixin KeyOptions options,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    ObjectNode body = Json.object().put("name", name);
    options.addTo(body, session.terminal().clock());
    String path = Api.path("keys") + why.query();
    return session.on(where, api -> issued(api.change("POST", path, body)));
  }

  @Command(
      description =
          "Change what a key may do, from the next call on; what is not said stays as it is.")
  int change(
      @Parameters(paramLabel = "KEY", description = KEY) String key,
      @Mixin KeyOptions options,
      @Mixin KeyChangeOptions changes,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    ObjectNode body = Json.object();
    options.addTo(body, session.terminal().clock());
    changes.addTo(body);
    return session.on(
        where,
        api -> {
          String path = Api.path("keys", id(api, key)) + why.query();
          return session.changed(api.change("PATCH", path, body));
        });
  }

  @Command(
      description = "Give a key a new secret, printed this once; the old one works on a while.")
  int rotate(
      @Parameters(paramLabel = "KEY", description = KEY) String key,
      @Option(names = "--overlap", paramLabel = "TIME", description = "24h if not said.")
          Optional<String> overlap,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    ObjectNode body = Json.object();
    overlap.ifPresent(
        text -> body.put("overlap_seconds", Written.duration("--overlap", text).toSeconds()));
    return session.on(
        where, api -> issued(api.change("POST", action(api, key, "rotate") + why.query(), body)));
  }

  @Command(description = "End a key at an instant.")
  int expire(
      @Parameters(paramLabel = "KEY", description = KEY) String key,
      @Option(names = "--at", required = true, paramLabel = "WHEN", description = "A date, '7d'.")
          String at,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    ObjectNode body =
        Json.object().put("at", Written.instant("--at", at, session.terminal().clock()));
    return session.on(
        where,
        api -> session.changed(api.change("POST", action(api, key, "expire") + why.query(), body)));
  }

  @Command(description = "Take a key back, at once and for good.")
  int revoke(
      @Parameters(paramLabel = "KEY", description = KEY) String key,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    return session.on(
        where,
        api ->
            session.changed(
                api.change("POST", action(api, key, "revoke") + why.query(), Json.object())));
  }

  private static String action(Api api, String key, String action) {
    return Api.path("keys", id(api, key), action);
  }

  /// A name is as good as an id where one key only has it.
  private static String id(Api api, String key) {
    List<String> named =
        api.get(Api.path("keys"))
            .path("keys")
            .valueStream()
            .filter(each -> each.path("name").asText().equals(key))
            .map(each -> each.path("id").asText())
            .toList();
    if (named.size() > 1) {
      throw new CommandFailure(
          Exit.REFUSED, "%d keys are named '%s': %s".formatted(named.size(), key, named));
    }
    return named.isEmpty() ? key : named.getFirst();
  }

  private int issued(JsonNode issued) {
    session
        .terminal()
        .err()
        .println("key " + issued.path("id").asText() + "; its secret is shown this once:");
    session.print(issued.path("secret").asText() + "\n");
    return Exit.OK;
  }
}
