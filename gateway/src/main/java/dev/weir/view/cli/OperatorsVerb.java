package dev.weir.view.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `weir operators`: the people who work with the control plane.
@Command(
    name = "operators",
    description =
        "Make, list, change and revoke people of the control plane and their personal keys.")
public final class OperatorsVerb {
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("operator", "id"),
          Column.text("name", "name"),
          Column.text("role", "role"),
          Column.text("use cases", "use_cases"),
          Column.text("teams", "teams"),
          Column.time("created", "created"),
          Column.time("expires", "expires"),
          Column.time("revoked", "revoked"));

  private final Session session;

  public OperatorsVerb(Session session) {
    this.session = session;
  }

  @Command(description = "Everybody who works with the control plane.")
  int list(@Mixin ServerOption where, @Mixin FormatOption format) {
    return session.on(
        where, api -> session.list(format, api.get(Api.path("operators")), "operators", COLUMNS));
  }

  @Command(description = "Make a personal key. It is printed, this once.")
  int create(
      @Parameters(paramLabel = "NAME") String name,
      @Mixin RemitOptions remit,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    ObjectNode body = remit.body().put("name", name);
    String path = Api.path("operators") + why.query();
    return session.on(where, api -> issued(api.change("POST", path, body)));
  }

  @Command(description = "Give somebody another role, or other use cases or teams.")
  int change(
      @Parameters(paramLabel = "ID") String id,
      @Mixin RemitOptions remit,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    return session.change("PUT", Api.path("operators", id), remit.body(), why, where);
  }

  @Command(description = "Take somebody out, at once and for good: key, sessions and all.")
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
