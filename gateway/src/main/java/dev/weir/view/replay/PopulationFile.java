package dev.weir.view.replay;

import dev.weir.view.replay.Population.FollowUp;
import dev.weir.view.replay.Population.Traffic;
import dev.weir.view.replay.Population.UseCase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads a population from YAML; `docs/replay.md` lists the fields. What is wrong is an
/// [IllegalArgumentException] that names the place.
public final class PopulationFile {
  private static final List<String> FIXED =
      List.of("department", "cost_centre", "team", "project", "role", "environment");
  private static final int USERS_MAX = 100_000;
  private static final int TOKENS_MAX = 1_000_000;

  private PopulationFile() {}

  static Population read(Path file) throws IOException {
    return parse(file.toString(), Files.readString(file));
  }

  /// One that comes with Weir.
  ///
  /// @param name `default` or `demo`
  public static Population resource(String name) {
    String path = "/dev/weir/view/replay/population-" + name + ".yaml";
    try (InputStream in = PopulationFile.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + path + " is missing");
      }
      return parse(path, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("the resource " + path + " cannot be read", e);
    }
  }

  static Population parse(String label, String yaml) {
    Object root;
    try {
      root = new Load(LoadSettings.builder().setLabel(label).build()).loadFromString(yaml);
    } catch (YamlEngineException e) {
      throw new IllegalArgumentException(label + ": is not valid YAML: " + e.getMessage(), e);
    }
    YamlFields fields = new YamlFields(label, root == null ? "nothing" : root);
    Population population =
        new Population(
            fields.list("use_cases").stream().map(PopulationFile::useCase).toList(),
            fields.mappings("budgets"),
            fields.mappings("limits"));
    fields.end();
    return population;
  }

  private static UseCase useCase(YamlFields fields) {
    String name = fields.text("name");
    TreeMap<String, String> fixed = new TreeMap<>();
    for (String tag : FIXED) {
      if (fields.has(tag)) {
        fixed.put(tag, fields.text(tag));
      }
    }
    if (!fixed.isEmpty()) {
      fixed.put("use_case", name);
    }
    UseCase useCase =
        new UseCase(
            name,
            fields.number("weight", 1e-9, 1e9, 1),
            fixed,
            fields.whole("users", 0, USERS_MAX, 0),
            fields.weights("models", "gpt-4o-mini"),
            fields.weights("purposes", "primary"),
            fields.number("stream_share", 0, 1, 0.5),
            fields.lists("tags"),
            fields.has("traffic")
                ? Optional.of(traffic(fields.fields("traffic")))
                : Optional.empty(),
            fields.list("follow_ups").stream().map(PopulationFile::followUp).toList());
    fields.end();
    return useCase;
  }

  private static Traffic traffic(YamlFields fields) {
    Traffic traffic =
        new Traffic(
            fields.number("per_minute", 1e-3, 1e6),
            fields.whole("input", 1, TOKENS_MAX, 500),
            fields.whole("output", 1, TOKENS_MAX, 150),
            fields.number("spread", 0, 3, 0.5),
            fields.whole("max_tokens", 1, TOKENS_MAX, 1024));
    fields.end();
    return traffic;
  }

  private static FollowUp followUp(YamlFields fields) {
    FollowUp followUp =
        new FollowUp(
            fields.text("purpose"),
            fields.text("model"),
            fields.number("share", 0, 1, 1),
            fields.whole("input", 1, TOKENS_MAX, 200),
            fields.whole("output", 1, TOKENS_MAX, 8));
    fields.end();
    return followUp;
  }
}
