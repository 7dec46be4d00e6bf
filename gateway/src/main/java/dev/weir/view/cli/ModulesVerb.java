package dev.weir.view.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `weir modules`: the parts of prompts.
@Command(name = "modules", description = "List, show, put and retire modules of prompts.")
public final class ModulesVerb {
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("module", "id"),
          Column.number("version", "version"),
          Column.text("role", "role"),
          new Column("variables", Column.Shape.TEXT, ModulesVerb::variables),
          Column.time("since", "at"),
          Column.text("by", "who"),
          Column.text("why", "why"));

  private final Session session;

  public ModulesVerb(Session session) {
    this.session = session;
  }

  /// Whose words they are.
  enum Role {
    SYSTEM,
    USER,
    ASSISTANT
  }

  private static String variables(JsonNode module) {
    StringBuilder names = new StringBuilder();
    module
        .path("variables")
        .properties()
        .forEach(each -> names.append(names.isEmpty() ? "" : ", ").append(each.getKey()));
    return names.toString();
  }

  @Command(description = "Every module, as it is now.")
  int list(@Mixin ServerOption where, @Mixin FormatOption format) {
    return session.on(
        where, api -> session.list(format, api.get(Api.path("modules")), "modules", COLUMNS));
  }

  @Command(description = "The text of a module.")
  int show(
      @Parameters(paramLabel = "ID") String id,
      @Option(names = "--version", paramLabel = "N", description = "The latest if not said.")
          Optional<Integer> version,
      @Mixin ServerOption where,
      @Mixin FormatOption format) {
    Query query = new Query();
    version.ifPresent(number -> query.add("version", number.toString()));
    return session.on(
        where,
        api -> {
          JsonNode module = api.get(Api.path("modules", id) + query.text());
          if (format.format() != FormatOption.Format.TABLE) {
            return session.show(module);
          }
          String text = module.path("text").asText();
          session.print(text.endsWith("\n") ? text : text + "\n");
          return Exit.OK;
        });
  }

  @Command(description = "Put a version of a module; no prompt changes by it.")
  int put(
      @Parameters(paramLabel = "ID") String id,
      @Parameters(
              paramLabel = "FILE",
              description = "Its text, with holes for variables: {{customer}}.")
          Path file,
      @Option(names = "--role", paramLabel = "ROLE", description = "system, user or assistant.")
          Optional<Role> role,
      @Mixin VariableOptions variables,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    ObjectNode body = Json.object().put("text", session.content(file));
    role.ifPresent(whose -> body.put("role", whose.name().toLowerCase(Locale.ROOT)));
    variables.addTo(body.putObject("variables"));
    return session.change("PUT", Api.path("modules", id), body, why, where);
  }

  /// What is said of variables; those of which nothing is said must be given by each call.
  static final class VariableOptions {
    @Option(
        names = "--otherwise",
        paramLabel = "VARIABLE=TEXT",
        description = "What stands there if a call gives no value; repeatable.")
    private List<String> otherwise = List.of();

    @Option(
        names = "--bytes-max",
        split = ",",
        paramLabel = "VARIABLE=N",
        description = "The longest value; 65536 if not said.")
    private List<String> bytesMax = List.of();

    void addTo(ObjectNode variables) {
      for (String each : otherwise) {
        String[] pair = Written.pair("--otherwise", each);
        variables.withObjectProperty(pair[0]).put("otherwise", pair[1]);
      }
      for (String each : bytesMax) {
        String[] pair = Written.pair("--bytes-max", each);
        variables
            .withObjectProperty(pair[0])
            .put("bytes_max", Written.whole("--bytes-max", pair[1]));
      }
    }
  }

  @Command(description = "Retire a module; labels that hold a version of it keep it.")
  int retire(
      @Parameters(paramLabel = "ID") String id, @Mixin WhyOption why, @Mixin ServerOption where) {
    return session.remove(Api.path("modules", id), why, where);
  }
}
