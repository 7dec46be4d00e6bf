package dev.weir.view.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `weir operators`: the people who work with the control plane.
@Command(name = "operators", description = "Make, list and revoke personal keys of operators.")
public final class OperatorsVerb {
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("operator", "id"),
          Column.text("name", "name"),
          Column.text("role", "role"),
          Column.time("created", "created"),
          Column.time("expires", "expires"),
          Column.time("revoked", "revoked"));

  private final Session session;

  public OperatorsVerb(Session session) {
    this.session = session;
  }

  @Command(description = "Everybody with a personal key.")
  int list(@Mixin ServerOption where, @Mixin FormatOption format) {
    return session.on(
        where, api -> session.list(format, api.get(Api.path("operators")), "operators", COLUMNS));
  }

  @Command(description = "Make a personal key. It is printed, this once.")
  int create(
      @Parameters(paramLabel = "NAME") String name,
      @Option(
              names = "--role",
              required = true,
              paramLabel = "ROLE",
              description = "admin, finops or viewer.")
          String role,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    ObjectNode body = Json.object().put("name", name).put("role", role);
    String path = Api.path("operators") + why.query();
    return session.on(where, api -> issued(api.change("POST", path, body)));
  }

  @Command(description = "Take a personal key back, at once and for good.")
  int revoke(
      @Parameters(paramLabel = "ID") String id, @Mixin WhyOption why, @Mixin ServerOption where) {
    return session.change("POST", Api.path("operators", id, "revoke"), Json.object(), why, where);
  }

  private int issued(JsonNode issued) {
    session
        .terminal()
        .err()
        .println("operator " + issued.path("id").asText() + "; the key is shown this once:");
    session.print(issued.path("secret").asText() + "\n");
    return Exit.OK;
  }
}
