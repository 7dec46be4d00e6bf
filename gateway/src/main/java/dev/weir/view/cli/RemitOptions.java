package dev.weir.view.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import picocli.CommandLine.Option;

/// What somebody is there for.
final class RemitOptions {
  @Option(
      names = "--role",
      required = true,
      paramLabel = "ROLE",
      description = "admin, finops, owner, developer, viewer or auditor.")
  private String role = "";

  @Option(
      names = "--use-case",
      paramLabel = "USE_CASE",
      split = ",",
      description = "What an owner answers for; repeatable.")
  private List<String> useCases = List.of();

  @Option(
      names = "--team",
      paramLabel = "TEAM",
      split = ",",
      description = "What a developer calls for; repeatable.")
  private List<String> teams = List.of();

  ObjectNode body() {
    ObjectNode body = Json.object().put("role", role);
    useCases.forEach(body.withArrayProperty("use_cases")::add);
    teams.forEach(body.withArrayProperty("teams")::add);
    return body;
  }
}
