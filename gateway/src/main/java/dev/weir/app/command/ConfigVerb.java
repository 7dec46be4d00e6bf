package dev.weir.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.weir.app.config.ConfigReference;
import dev.weir.app.config.EffectiveConfig;
import dev.weir.app.config.WeirConfig;
import dev.weir.view.cli.Api;
import dev.weir.view.cli.Exit;
import dev.weir.view.cli.ServerOption;
import dev.weir.view.cli.Session;
import dev.weir.view.cli.Terminal;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `weir config`: looks at the configuration without starting anything, or has a gateway that runs
/// read it anew.
@Command(name = "config", description = "Show, check, reload or document the configuration.")
public final class ConfigVerb {
  private final Terminal terminal;

  public ConfigVerb(Terminal terminal) {
    this.terminal = terminal;
  }

  @Command(description = "Print every value in effect; secrets as references.")
  int show(@Mixin ConfigOption config) {
    ConfigSource source = config.source(terminal);
    WeirConfig effective = source.read();
    terminal.out().println("# from " + source);
    terminal.out().print(EffectiveConfig.print(effective));
    terminal.out().flush();
    return Exit.OK;
  }

  @Command(description = "Read the configuration and its secrets; change nothing.")
  int check(@Mixin ConfigOption config) {
    ConfigSource source = config.source(terminal);
    WeirConfig effective = source.read();
    boolean allThere = true;
    for (SecretCheck check : SecretCheck.all(effective, terminal.environment())) {
      if (!check.found()) {
        terminal.err().println("weir: " + check.line());
        allThere = false;
      }
    }
    if (allThere) {
      terminal.out().println("good: " + source);
    }
    return allThere ? Exit.OK : Exit.BROKEN;
  }

  @Command(
      description =
          "Have the running gateway read configuration, secrets and certificates anew: all of it,"
              + " or nothing. Prints what has changed.")
  int reload(@Mixin ServerOption where) {
    new Session(terminal, new Reach(terminal)::running)
        .with(
            where,
            (api, _) ->
                print(
                    api.change(
                        "POST",
                        Api.path("config", "reload"),
                        JsonNodeFactory.instance.objectNode())));
    return Exit.OK;
  }

  private void print(JsonNode done) {
    List<String> lines = new ArrayList<>();
    int live = 0;
    for (JsonNode change : done.path("changes")) {
      boolean isLive = change.path("live").asBoolean();
      live += isLive ? 1 : 0;
      lines.add(
          "%s %s: %s → %s"
              .formatted(
                  isLive ? "in force     " : "needs a start",
                  change.path("key").asText(),
                  change.path("before").asText(),
                  change.path("after").asText()));
    }
    for (JsonNode key : done.path("contents")) {
      lines.add("in force      %s: holds something else".formatted(key.asText()));
    }
    terminal
        .out()
        .printf(
            "reloaded: %d changes in force, %d need a start; secrets and certificates read again%n",
            live, done.path("changes").size() - live);
    lines.forEach(terminal.out()::println);
    terminal.out().flush();
  }

  @Command(description = "Print the configuration reference as Markdown.")
  int reference() {
    terminal.out().print(ConfigReference.markdown());
    terminal.out().flush();
    return Exit.OK;
  }
}
