package dev.weir.view.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/// What can be said of a key that there is, besides what can be said of a new one.
final class KeyChangeOptions {
  @Option(names = "--name", paramLabel = "NAME", description = "A new name; the id stays.")
  private Optional<String> name = Optional.empty();

  @Option(
      names = "--drop-tag",
      split = ",",
      paramLabel = "TAG",
      description = "Tags that are fixed no more.")
  private List<String> dropped = List.of();

  @Option(
      names = "--unset",
      split = ",",
      paramLabel = "SETTING",
      description = "Back to the default: ${COMPLETION-CANDIDATES}.")
  private List<Setting> unset = List.of();

  /// What has a default to go back to.
  enum Setting {
    SETTABLE_TAGS,
    TRUSTS_USER_TAGS,
    ON_MISSING,
    DISTINCT_MAX,
    MODELS,
    PURPOSES,
    EXPIRES;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Adds to a merge patch that already has what [KeyOptions] says.
  void addTo(ObjectNode patch) {
    name.ifPresent(text -> patch.put("name", text));
    for (String tag : dropped) {
      ObjectNode tags = patch.withObject("/fixed_tags");
      if (tags.has(tag)) {
        throw Written.wrong("--drop-tag", "is not among the tags of --tag", tag);
      }
      tags.putNull(tag);
    }
    for (Setting setting : unset) {
      if (patch.has(setting.toString())) {
        throw Written.wrong("--unset", "is of a setting that is not said too", setting.toString());
      }
      patch.putNull(setting.toString());
    }
    if (patch.isEmpty()) {
      throw new CommandFailure(Exit.USAGE, "nothing to change: say at least one setting");
    }
  }
}
