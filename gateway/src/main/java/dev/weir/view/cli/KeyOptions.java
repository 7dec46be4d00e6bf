package dev.weir.view.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// What a virtual key may do.
final class KeyOptions {
  @Option(
      names = "--tag",
      split = ",",
      paramLabel = "TAG=VALUE",
      description = "Tags no caller can change.")
  private List<String> fixed = List.of();

  @Option(
      names = "--settable",
      split = ",",
      paramLabel = "TAG",
      description = "Tags callers may set.")
  private List<String> settable = List.of();

  @Option(names = "--trusts-user-tags", description = "Callers may say who the end user is.")
  private boolean trustsUserTags;

  @Option(
      names = "--on-missing",
      paramLabel = "refuse|quarantine",
      description = "What happens without a required tag; by default refuse.")
  private Optional<String> onMissing = Optional.empty();

  @Option(
      names = "--distinct-max",
      paramLabel = "N",
      description = "Most different values a day that callers give one tag.")
  private Optional<Integer> distinctMax = Optional.empty();

  @Option(
      names = "--model",
      split = ",",
      paramLabel = "PATTERN",
      description = "Models it may ask for, * for any characters; by default all.")
  private List<String> models = List.of();

  @Option(
      names = "--purpose",
      split = ",",
      paramLabel = "PURPOSE",
      description = "What it may call for; by default everything.")
  private List<String> purposes = List.of();

  @Option(names = "--expires", paramLabel = "WHEN", description = "Ends by itself: a date, '90d'.")
  private Optional<String> expires = Optional.empty();

  /// Adds what was said, and only that.
  void addTo(ObjectNode body, InstantSource clock) {
    if (!fixed.isEmpty()) {
      ObjectNode tags = body.putObject("fixed_tags");
      for (String tag : fixed) {
        String[] pair = Written.pair("--tag", tag);
        tags.put(pair[0], pair[1]);
      }
    }
    texts(body, "settable_tags", settable);
    if (trustsUserTags) {
      body.put("trusts_user_tags", true);
    }
    onMissing.ifPresent(text -> body.put("on_missing", text));
    distinctMax.ifPresent(number -> body.put("distinct_max", number));
    texts(body, "models", models);
    texts(body, "purposes", purposes);
    expires.ifPresent(when -> body.put("expires", Written.instant("--expires", when, clock)));
  }

  private static void texts(ObjectNode body, String field, List<String> values) {
    if (!values.isEmpty()) {
      ArrayNode array = body.putArray(field);
      values.forEach(array::add);
    }
  }
}
