package dev.weir.view.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `weir tags`: which values tags may have, and which tags a call must have.
@Command(name = "tags", description = "Allow and retire tag values; say which tags are required.")
public final class TagsVerb {
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("tag", "tag"),
          Column.text("value", "value"),
          Column.time("from", "from"),
          Column.time("until", "to"),
          Column.text("implies", "parent"));

  private final Session session;

  public TagsVerb(Session session) {
    this.session = session;
  }

  @Command(description = "Declared values; a tag without any takes every value.")
  int list(@Mixin ServerOption where, @Mixin FormatOption format) {
    return session.on(
        where, api -> session.list(format, api.get(Api.path("tags")), "values", COLUMNS));
  }

  @Command(
      description = "Declare a value. From the first one on, a tag takes declared values only.")
  int allow(
      @Parameters(paramLabel = "TAG=VALUE") String tag,
      @Option(names = "--from", paramLabel = "WHEN", description = "Now, if not said.")
          Optional<String> from,
      @Option(names = "--until", paramLabel = "WHEN", description = "Ends by itself.")
          Optional<String> until,
      @Option(
              names = "--parent",
              paramLabel = "TAG=VALUE",
              description = "What follows from it: team=payments implies department=finance.")
          Optional<String> parent,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    ObjectNode body = Json.object();
    from.ifPresent(
        when -> body.put("from", Written.instant("--from", when, session.terminal().clock())));
    until.ifPresent(
        when -> body.put("to", Written.instant("--until", when, session.terminal().clock())));
    parent.ifPresent(text -> {
      String[] pair = Written.pair("--parent", text);
      body.putObject("parent").put("tag", pair[0]).put("value", pair[1]);
    });
    return session.change("PUT", path(tag), body, why, where);
  }

  @Command(description = "Take a declared value back; without the last one a tag is free again.")
  int retire(
      @Parameters(paramLabel = "TAG=VALUE") String tag,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    return session.remove(path(tag), why, where);
  }

  @Command(description = "Say which tags every call must have; the whole list.")
  int require(
      @Parameters(paramLabel = "TAG", arity = "1..*") List<String> tags,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    return SettingsVerb.change(
        session,
        where,
        why,
        settings -> {
          ArrayNode required = settings.putArray("required_tags");
          tags.forEach(required::add);
        });
  }

  private static String path(String tag) {
    String[] pair = Written.pair("TAG=VALUE", tag);
    return Api.path("tags", pair[0], pair[1]);
  }
}
