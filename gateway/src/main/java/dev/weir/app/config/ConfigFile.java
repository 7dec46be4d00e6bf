package dev.weir.app.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads `weir.yaml` and the `WEIR_…` variables into a [WeirConfig].
public final class ConfigFile {
  private static final int CODE_POINTS_MAX = 4 << 20;

  private ConfigFile() {}

  /// @param file the file's path
  /// @param environment variables; `WEIR_JOURNAL_MODE` overrides `journal.mode`
  /// @throws ConfigException when the file is missing, is no YAML, or says something wrong
  public static WeirConfig read(Path file, Map<String, String> environment) {
    try {
      return parse(file.toString(), Files.readString(file), environment);
    } catch (IOException e) {
      throw new ConfigException(file + ": cannot be read: " + e.getMessage());
    }
  }

  /// As [#read], from the file's text.
  public static WeirConfig parse(String file, String yaml, Map<String, String> environment) {
    LoadSettings settings =
        LoadSettings.builder().setLabel(file).setCodePointLimit(CODE_POINTS_MAX).build();
    try {
      Optional<Node> root = new Compose(settings).composeString(yaml);
      return new ConfigBinding(file, environment).bind(root, WeirConfig.class, WeirConfig.DEFAULT);
    } catch (YamlEngineException e) {
      throw new ConfigException(file + place(e) + ": is not valid YAML" + problem(e));
    }
  }

  /// Without the piece of the file that the parser would show: somebody may have written a secret
  /// there.
  private static String problem(YamlEngineException fault) {
    return fault instanceof MarkedYamlEngineException marked && marked.getProblem() != null
        ? ": " + marked.getProblem()
        : "";
  }

  private static String place(YamlEngineException fault) {
    return fault instanceof MarkedYamlEngineException marked
        ? marked.getProblemMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("")
        : "";
  }
}
