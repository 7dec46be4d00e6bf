package dev.weir.view.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// What a budget says besides which calls it is about.
final class BudgetOptions {
  @Option(
      names = "--limit",
      required = true,
      paramLabel = "AMOUNT",
      description = "What may be spent in a window: '500 USD', '500 EUR'.")
  private String limit = "";

  @Option(
      names = "--alert",
      split = ",",
      paramLabel = "SHARE",
      description = "Shares of the limit at which the owner is told: 70%%,90%%.")
  private List<String> alert = List.of();

  @Option(names = "--stop", paramLabel = "SHARE", description = "What is never passed: 110%%.")
  private Optional<String> stop = Optional.empty();

  @Option(
      names = "--shorten-at",
      split = ",",
      paramLabel = "SHARE=TOKENS",
      description = "From this share on answers are at most so long: 90%%=512.")
  private List<String> shorten = List.of();

  @Option(
      names = "--substitute-at",
      split = ",",
      paramLabel = "SHARE=MODEL",
      description = "From this share on a cheaper model answers: 100%%=gpt-4o-mini.")
  private List<String> substitute = List.of();

  @Option(
      names = "--allowance",
      paramLabel = "AMOUNT",
      description =
          "Reserved for a call whose cost has no bound; without it such calls are refused.")
  private Optional<String> allowance = Optional.empty();

  @Option(names = "--owner", paramLabel = "WHO", description = "Who is told.")
  private Optional<String> owner = Optional.empty();

  @Option(names = "--name", paramLabel = "TEXT", description = "For people.")
  private Optional<String> name = Optional.empty();

  void addTo(ObjectNode body) {
    Written.money("--limit", limit).addTo(body, "limit_usd", "limit");
    if (!alert.isEmpty()) {
      ArrayNode shares = body.putArray("alert_at");
      alert.forEach(text -> shares.add(Written.share("--alert", text)));
    }
    stop.ifPresent(text -> body.put("stop_at", Written.share("--stop", text)));
    if (!shorten.isEmpty() || !substitute.isEmpty()) {
      addLadder(body.putArray("ladder"));
    }
    allowance.ifPresent(
        text -> Written.money("--allowance", text).addTo(body, "allowance_usd", "allowance"));
    owner.ifPresent(who -> body.put("owner", who));
    name.ifPresent(text -> body.put("name", text));
  }

  private void addLadder(ArrayNode ladder) {
    for (String rung : shorten) {
      String[] pair = Written.pair("--shorten-at", rung);
      try {
        ladder
            .addObject()
            .put("at", Written.share("--shorten-at", pair[0]))
            .put("max_tokens", Long.parseLong(pair[1]));
      } catch (NumberFormatException e) {
        throw Written.wrong("--shorten-at", "is written SHARE=TOKENS as '90%=512'", rung);
      }
    }
    for (String rung : substitute) {
      String[] pair = Written.pair("--substitute-at", rung);
      ladder
          .addObject()
          .put("at", Written.share("--substitute-at", pair[0]))
          .put("substitute", pair[1]);
    }
  }
}
