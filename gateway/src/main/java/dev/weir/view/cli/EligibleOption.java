package dev.weir.view.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Of whom a rollout is, and how many of them at most.
final class EligibleOption {
  @Option(names = "--roster", description = "Only who is on the use case's roster.")
  private boolean roster;

  @Option(
      names = "--users-max",
      paramLabel = "COUNT",
      description = "How many may call at most, of a roster.")
  private Optional<Integer> usersMax = Optional.empty();

  void writeTo(ObjectNode rollout) {
    if (roster) {
      rollout.put("eligible", "roster");
    }
    usersMax.ifPresent(most -> rollout.put("users_max", most));
  }
}
