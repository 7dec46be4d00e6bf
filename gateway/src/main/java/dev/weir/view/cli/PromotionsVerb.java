package dev.weir.view.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `weir promotions`: the way of use cases through their gates, by signatures.
@Command(
    name = "promotions",
    description = "Propose that a use case go through a gate, sign it, take it back.")
public final class PromotionsVerb {
  private static final String PROMOTIONS = "promotions";
  private static final String ID = "ID";
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("promotion", "id"),
          Column.text("use case", "use_case"),
          Column.text("to", "to"),
          Column.text("state", "state"),
          Column.number("signed", "signatures"),
          Column.percent("share", "share"),
          Column.usd("USD/month", "budget_usd_per_month"),
          Column.time("proposed", "at"),
          Column.time("carried out", "carried_out"),
          Column.rareNumber("decided in s", "decision_latency_seconds"),
          Column.text("exception", "exception"));

  private static final List<Column> SIGNATURES =
      List.of(
          Column.text("as", "as"),
          Column.text("by", "name"),
          Column.text("operator", "operator"),
          Column.time("at", "at"),
          Column.text("sha256", "sha256"));

  private final Session session;

  public PromotionsVerb(Session session) {
    this.session = session;
  }

  @Command(description = "All promotions, the latest first.")
  int list(
      @Option(names = "--use-case", paramLabel = "NAME", description = "Only of this one.")
          Optional<String> useCase,
      @Mixin FormatOption format,
      @Mixin ServerOption where) {
    Query query = new Query();
    useCase.ifPresent(name -> query.add("use_case", name));
    String path = Api.path(PROMOTIONS) + query.text();
    return session.on(where, api -> session.list(format, api.get(path), PROMOTIONS, COLUMNS));
  }

  @Command(description = "One promotion: what it brings, who signed, what became of it.")
  int show(
      @Parameters(paramLabel = ID) String id,
      @Mixin FormatOption format,
      @Mixin ServerOption where) {
    return session.on(where, api -> shown(format, api.get(Api.path(PROMOTIONS, id))));
  }

  private int shown(FormatOption format, JsonNode promotion) {
    if (format.format() == FormatOption.Format.JSON) {
      return session.show(promotion);
    }
    PrintWriter beside = session.terminal().err();
    beside.printf(
        "%s: %s to %s is %s, evidence %s%n",
        promotion.path("id").asText(),
        promotion.path("use_case").asText(),
        promotion.path("to").asText(),
        promotion.path("state").asText(),
        promotion.path("sha256").asText());
    if (promotion.hasNonNull("exception")) {
      beside.printf("by exception: %s%n", promotion.path("exception").asText());
    }
    String signed = promotion.path("against").path("gate").asText();
    String now = promotion.path("gate_now").asText("");
    if (!now.equals(signed)) {
      beside.printf(
          "signed on version %s of the gate, by which it goes; the gate %s%n",
          signed, now.isEmpty() ? "was taken away" : "has version " + now + " now");
    }
    JsonNode undone = promotion.path("undone");
    if (!undone.isMissingNode() && !undone.isNull()) {
      beside.printf(
          "rolled back by %s: %s%s%n",
          undone.path("who").asText(),
          undone.path("why").asText(),
          undone.hasNonNull("memo") ? "; see 'memo'" : "");
    }
    beside.flush();
    return session.list(format, promotion, "signatures", SIGNATURES);
  }

  @Command(
      description = {
        "Propose that a use case go through a gate: freezes the evidence for two signatures.",
        "To the stage it is in, it is a change of its roll-out."
      })
  int propose(
      @Parameters(paramLabel = "USE_CASE") String useCase,
      @Parameters(paramLabel = "TO", description = "A stage or an audience.") String to,
      @Option(
              names = "--share",
              paramLabel = "SHARE",
              required = true,
              description = "Of the eligible users, as 10%%; of a ramp the last step.")
          String share,
      @Option(
              names = "--budget",
              paramLabel = "USD",
              required = true,
              description = "A month, as '500 USD'.")
          String budget,
      @Option(names = "--users", paramLabel = "N", description = "At most so many users.")
          Optional<String> users,
      @Option(
              names = "--listed",
              paramLabel = "USERS",
              description = "May call whatever the share is, as ada,bob; as it is if not said.")
          Optional<String> listed,
      @Option(
              names = "--exception",
              paramLabel = "TEXT",
              description = "Why it is to go although criteria do not hold; visible for ever.")
          Optional<String> exception,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    ObjectNode body = Json.object().put("use_case", useCase).put("to", to);
    body.put("share", Written.share("--share", share).toPlainString())
        .put("budget_usd_per_month", Written.usd("--budget", budget));
    users.ifPresent(most -> body.put("users", Written.whole("--users", most)));
    listed.ifPresent(all -> {
      body.putArray("users_listed");
      Pattern.compile("[, ]+")
          .splitAsStream(all.strip())
          .filter(user -> !user.isEmpty())
          .forEach(user -> body.withArray("users_listed").add(user));
    });
    exception.ifPresent(reason -> body.put("exception", reason));
    String path = Api.path(PROMOTIONS) + why.query();
    return session.on(where, api -> said(api.change("POST", path, body)));
  }

  private int said(JsonNode promotion) {
    session.print(
        "%s: %s, signed by %d of 2, evidence %s\n"
            .formatted(
                promotion.path("id").asText(),
                promotion.path("state").asText(),
                promotion.path("signatures").size(),
                promotion.path("sha256").asText()));
    return Exit.OK;
  }

  @Command(
      description = {
        "Sign with your own operator's key; the second signature carries it out.",
        "What is signed is the evidence by its hash: look at it with 'evidence' first."
      })
  int sign(
      @Parameters(paramLabel = ID) String id,
      @Option(
              names = "--sha256",
              paramLabel = "HASH",
              required = true,
              description = "Of the evidence you have looked at, as 'verify' prints it.")
          String sha256,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    String path = Api.path(PROMOTIONS, id, "signatures") + why.query();
    ObjectNode body = Json.object().put("sha256", sha256);
    return session.on(where, api -> said(api.change("POST", path, body)));
  }

  @Command(name = "roll-back", description = "Take the last promotion back at once, as an owner.")
  int rollBack(
      @Parameters(paramLabel = ID) String id, @Mixin WhyOption why, @Mixin ServerOption where) {
    String path = Api.path(PROMOTIONS, id, "rollback") + why.query();
    return session.on(where, api -> said(api.change("POST", path, Json.object())));
  }

  @Command(description = "Print the evidence pack, byte for byte as it was hashed.")
  int evidence(@Parameters(paramLabel = ID) String id, @Mixin ServerOption where) {
    return session.on(
        where,
        api -> {
          session.print(pack(api, id));
          return Exit.OK;
        });
  }

  @Command(
      description = {
        "Print why a kill criterion closed the use case, byte for byte as it was hashed:",
        "each criterion with its figure, grade, rows and since when, and what was given back."
      })
  int memo(@Parameters(paramLabel = ID) String id, @Mixin ServerOption where) {
    return session.on(
        where,
        api -> {
          session.print(api.text("GET", Api.path(PROMOTIONS, id, "memo"), "", "application/json"));
          return Exit.OK;
        });
  }

  @Command(description = "Hash the evidence pack anew, and compare with what was signed.")
  int verify(@Parameters(paramLabel = ID) String id, @Mixin ServerOption where) {
    return session.on(where, api -> verified(api, id));
  }

  private int verified(Api api, String id) {
    JsonNode promotion = api.get(Api.path(PROMOTIONS, id));
    String hash = sha256(pack(api, id));
    boolean same = hash.equals(promotion.path("sha256").asText());
    for (JsonNode signature : promotion.path("signatures")) {
      same &= hash.equals(signature.path("sha256").asText());
    }
    session.print("%s  %s\n".formatted(hash, id));
    if (!same) {
      throw new CommandFailure(
          Exit.REFUSED,
          "the evidence of '%s' is not what was signed, which had the hash %s"
              .formatted(id, promotion.path("sha256").asText()));
    }
    return Exit.OK;
  }

  private static String pack(Api api, String id) {
    return api.text("GET", Api.path(PROMOTIONS, id, "pack"), "", "application/json");
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
