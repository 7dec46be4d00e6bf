package dev.weir.view.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Who is eligible, and who of them counts as activated.
final class RosterOptions {
  @Option(names = "--eligible", paramLabel = "COUNT", description = "How many users.")
  private Optional<Long> eligible = Optional.empty();

  @Option(
      names = "--users",
      paramLabel = "FILE",
      description = "Their ids instead, one a line; only hashes of them are kept.")
  private Optional<Path> users = Optional.empty();

  @Option(
      names = "--calls",
      paramLabel = "COUNT",
      description = "Calls that activate; 3, if not said.")
  private Optional<Long> calls = Optional.empty();

  @Option(
      names = "--within-days",
      paramLabel = "DAYS",
      description = "Within which they are made, from the first on; 14, if not said.")
  private Optional<Long> days = Optional.empty();

  /// As the API takes it.
  ObjectNode body(Session session) {
    ObjectNode body = Json.object();
    eligible.ifPresent(count -> body.put("eligible", count));
    users.ifPresent(file -> {
      ArrayNode list = body.putArray("users");
      session
          .content(file)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .forEach(list::add);
    });
    ObjectNode rule = body.putObject("activation");
    calls.ifPresent(count -> rule.put("calls", count));
    days.ifPresent(count -> rule.put("within_days", count));
    return body;
  }
}
