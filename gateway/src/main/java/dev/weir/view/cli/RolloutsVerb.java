package dev.weir.view.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `weir rollouts`: who may call for which use case.
@Command(name = "rollouts", description = "Say who may call for a use case: a share, some, nobody.")
public final class RolloutsVerb {
  private static final String USE_CASE = "USE-CASE";
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("use case", "id"),
          Column.percent("share", "share"),
          Column.number("named users", "named"),
          Column.text("eligible", "eligible"),
          Column.number("may call", "admitted"),
          Column.text("closed", "closed"),
          Column.text("mode", "mode"),
          Column.text("from", "from"),
          Column.text("until", "until"),
          Column.number("version", "version"),
          Column.text("by", "who"));

  private final Session session;

  public RolloutsVerb(Session session) {
    this.session = session;
  }

  @Command(description = "Every rollout; a use case without one is open to everybody.")
  int list(@Mixin FormatOption format, @Mixin ServerOption where) {
    return session.on(where, api -> list(format, api.get(Api.path("rollouts"))));
  }

  private int list(FormatOption format, JsonNode answer) {
    if (format.format() == FormatOption.Format.JSON) {
      return session.show(answer);
    }
    ObjectNode page = Json.object();
    ArrayNode rows = page.putArray("rows");
    answer.path("rollouts").forEach(rollout -> rows.add(row(rollout)));
    return session.list(format, page, "rows", COLUMNS);
  }

  private static ObjectNode row(JsonNode rollout) {
    JsonNode definition = rollout.path("definition");
    ObjectNode row = Json.object();
    row.put("id", rollout.path("id").asText());
    row.put("share", new BigDecimal(definition.path("share").asText("0")));
    row.put("named", definition.path("users").size());
    row.put("eligible", definition.path("eligible").asText("everybody"));
    row.set("admitted", rollout.path("admitted_users"));
    row.put("closed", definition.path("closed").asBoolean() ? "closed" : "");
    row.put("mode", definition.path("mode").asText("enforce"));
    row.put("from", definition.path("from").asText());
    row.put("until", definition.path("until").asText());
    row.set("version", rollout.path("version"));
    return row.put("who", rollout.path("who").asText());
  }

  @Command(description = "One rollout, or whether a user is in it.")
  int show(
      @Parameters(paramLabel = USE_CASE) String useCase,
      @Option(names = "--user", paramLabel = "USER", description = "Whether this user may call.")
          Optional<String> user,
      @Mixin ServerOption where) {
    if (user.isEmpty()) {
      return session.on(where, api -> session.show(api.get(Api.path("rollouts", useCase))));
    }
    Query query = new Query();
    query.add("user", user.get());
    String path = Api.path("rollouts", useCase, "membership") + query.text();
    return session.on(where, api -> session.show(api.get(path)));
  }

  @Command(description = "Say who may call, from the next call on.")
  int set(
      @Parameters(paramLabel = USE_CASE) String useCase,
      @Option(names = "--share", paramLabel = "SHARE", description = "Of those eligible, as 0.1.")
          Optional<BigDecimal> share,
      @Mixin EligibleOption eligible,
      @Option(
              names = "--users",
              paramLabel = "USER[,USER…]",
              description = "Let in whatever the share is.")
          Optional<String> users,
      @Option(names = "--closed", description = "Nobody may call.") boolean closed,
      @Option(names = "--shadow", description = "Note who would be refused, and refuse nobody.")
          boolean shadow,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    ObjectNode body = Json.object();
    share.ifPresent(part -> body.put("share", part));
    users.ifPresent(named -> List.of(named.split(",", -1)).forEach(body.putArray("users")::add));
    eligible.writeTo(body);
    if (closed) {
      body.put("closed", true);
    }
    if (shadow) {
      body.put("mode", "shadow");
    }
    return session.change("PUT", Api.path("rollouts", useCase), body, why, where);
  }

  @Command(description = "Let everybody call again.")
  int delete(
      @Parameters(paramLabel = USE_CASE) String useCase,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    return session.remove(Api.path("rollouts", useCase), why, where);
  }
}
