package dev.weir.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The two people who answer for every use case, Ada for the business and Bob for the technology,
/// each with a key of their own: what they sign, refuse and take back.
final class Signatories implements AutoCloseable {
  /// What closes the voice agent, spent in such a window.
  static final BigDecimal TOO_DEAR = new BigDecimal("0.70");

  private static final String NOBODY = "0";
  private static final Duration LOOKS_WITHIN = Duration.ofMinutes(2);
  private static final Duration STEP = Duration.ofDays(10);

  private final DrivenGatewayProcess gateway;
  private final ControlPlane finops;
  private final ControlPlane ada;
  private final ControlPlane bob;
  private final List<Opening> openings = new ArrayList<>();
  private final List<Look> looks = new ArrayList<>();
  private final Map<String, Instant> put = new HashMap<>();
  private Optional<Ramping> ramping = Optional.empty();

  private Signatories(DrivenGatewayProcess gateway, ControlPlane finops) {
    this.gateway = gateway;
    this.finops = finops;
    this.ada = gateway.controlPlane(secret("ada"));
    this.bob = gateway.controlPlane(secret("bob"));
  }

  /// To whom a use case was opened, from when on.
  ///
  /// @param share of those on its roster; nothing = to everybody
  /// @param closed to nobody
  record Opening(String useCase, Instant at, Optional<String> share, boolean closed) {}

  /// What a gate showed before somebody was proposed.
  ///
  /// @param put when the gate was
  /// @param passed whether what was proposed went through
  record Look(
      String useCase,
      String to,
      Instant put,
      Instant at,
      String share,
      boolean passed,
      JsonNode gate) {}

  /// A roll-out that goes up by itself.
  ///
  /// @param next the step that comes next
  /// @param since when it went up to where it is
  private record Ramping(String useCase, List<String> shares, int next, Instant since) {}

  static Signatories engage(DrivenGatewayProcess gateway, ControlPlane finops) {
    return new Signatories(gateway, finops);
  }

  private String secret(String name) {
    return finops
        .send("POST", "operators", "{\"name\": \"%s\", \"role\": \"viewer\"}".formatted(name))
        .expect(201)
        .json()
        .path("secret")
        .asText();
  }

  void gate(String useCase, String to, double success) {
    String tooDear = useCase.equals(ScriptedYear.VOICE) ? TOO_DEAR.toPlainString() : "70";
    put(useCase, to, AgreedGates.of(success, tooDear));
  }

  /// One that asks how good outcomes are.
  void gateOfQuality(String useCase, String to, double success) {
    put(useCase, to, AgreedGates.ofQuality(success));
  }

  private void put(String useCase, String to, String body) {
    finops.send("PUT", "gates/%s/%s?why=agreed".formatted(useCase, to), body).expect(200);
    put.put(useCase + "/" + to, gateway.now());
  }

  /// Looks at the gate, and proposes.
  private Web.Answer propose(String useCase, String to, String share) {
    JsonNode gate = gate(useCase, to);
    Web.Answer proposed = proposed(useCase, to, share);
    Instant since = Optional.ofNullable(put.get(useCase + "/" + to)).orElseThrow();
    boolean passed = proposed.status() == 201;
    looks.add(new Look(useCase, to, since, gateway.now(), share, passed, gate));
    return proposed;
  }

  private JsonNode gate(String useCase, String to) {
    return Await.value(
            Stage.LEDGER_FOLLOWS_WITHIN,
            "gate %s/%s is of the whole ledger".formatted(useCase, to),
            () -> finops.send("GET", "gates/%s/%s".formatted(useCase, to), ""),
            answer -> answer.header("x-weir-incomplete").isEmpty())
        .expect(200)
        .json();
  }

  private Web.Answer proposed(String useCase, String to, String share) {
    boolean ends = share.equals(NOBODY);
    return finops.send(
        "POST",
        "promotions?why=ready",
        """
        {"use_case": "%s", "to": "%s", "share": "%s", "users": %d, "budget_usd_per_month": "%d"}
        """
            .formatted(useCase, to, share, ends ? 0 : 50, ends ? 0 : 300));
  }

  /// Proposes and signs twice; one of the two alone changes nothing, nor does anybody else, which
  /// is tried once.
  void promote(String useCase, String to, String share) {
    sign(useCase, to, share);
    openings.add(new Opening(useCase, gateway.now(), Optional.of(share), false));
  }

  private void sign(String useCase, String to, String share) {
    JsonNode proposed = propose(useCase, to, share).expect(201).json();
    if (openings.isEmpty()) {
      Refusals.require(sign(finops, proposed), 403, "promotion_not_an_owner");
    }
    sign(ada, proposed).expect(201);
    if (openings.isEmpty()) {
      Refusals.require(sign(ada, proposed), 409, "promotion_signed_twice");
    }
    JsonNode done = sign(bob, proposed).expect(201).json();
    if (!done.path("state").asText().equals("carried_out")) {
      throw new AssertionError("signed twice and not carried out: " + done);
    }
  }

  private static Web.Answer sign(ControlPlane who, JsonNode promotion) {
    return who.send(
        "POST",
        "promotions/%s/signatures?why=seen".formatted(promotion.path("id").asText()),
        "{\"sha256\": \"%s\"}".formatted(promotion.path("sha256").asText()));
  }

  void refused(String useCase, String to, String share, String code) {
    Refusals.require(propose(useCase, to, share), 409, code);
  }

  /// Ends it: nobody may call any more.
  void sunset(String useCase) {
    put(useCase, "sunset", AgreedGates.sunset());
    sign(useCase, "sunset", NOBODY);
    openings.add(new Opening(useCase, gateway.now(), Optional.empty(), true));
  }

  /// Back to where it was: open to everybody with a key.
  void rollBack(String useCase) {
    bob.send("POST", "promotions/%s.1/rollback?why=too+slow".formatted(useCase), "{}").expect(200);
    openings.add(new Opening(useCase, gateway.now(), Optional.empty(), false));
  }

  /// Waits until the gateway has closed one whose kill criterion is lit, as it was agreed.
  void awaitKilled(String useCase) {
    Await.until(
        LOOKS_WITHIN,
        useCase + " is closed by its kill criterion",
        () -> rollout(useCase).path("closed").asBoolean());
    openings.add(new Opening(useCase, gateway.now(), Optional.empty(), true));
  }

  /// Signs one that goes up by itself, a step after ten days.
  void ramp(String useCase) {
    put(useCase, "beta", AgreedGates.ramp());
    sign(useCase, "beta", "1");
    List<String> shares = List.of("0.4", "0.7", "1");
    openings.add(new Opening(useCase, gateway.now(), Optional.of(shares.getFirst()), false));
    ramping = Optional.of(new Ramping(useCase, shares, 1, gateway.now()));
  }

  /// Waits for the step that is due by now.
  void awaitSteps() {
    Instant now = gateway.now();
    ramping =
        ramping
            .filter(ramp -> ramp.next() < ramp.shares().size())
            .map(ramp -> {
              if (now.isBefore(ramp.since().plus(STEP))) {
                return ramp;
              }
              String share = ramp.shares().get(ramp.next());
              awaitShare(ramp.useCase(), share);
              openings.add(new Opening(ramp.useCase(), now, Optional.of(share), false));
              return new Ramping(ramp.useCase(), ramp.shares(), ramp.next() + 1, now);
            });
  }

  private void awaitShare(String useCase, String share) {
    try {
      Await.value(
          LOOKS_WITHIN,
          "%s goes up to %s at %s".formatted(useCase, share, gateway.now()),
          () -> rollout(useCase),
          rollout ->
              new BigDecimal(rollout.path("share").asText("1")).compareTo(new BigDecimal(share))
                  == 0);
    } catch (AssertionError late) {
      late.addSuppressed(
          new AssertionError(finops.send("GET", "gates/%s/beta".formatted(useCase), "").text()));
      throw late;
    }
  }

  private JsonNode rollout(String useCase) {
    return finops.send("GET", "rollouts/" + useCase, "").expect(200).json().path("definition");
  }

  /// Every gate that somebody was proposed at, as it was just before.
  List<Look> looks() {
    return List.copyOf(looks);
  }

  /// Who may call for a use case at a time, as it was last decided; nothing = everybody.
  Optional<Opening> opening(String useCase, Instant at) {
    return openings.stream()
        .filter(each -> each.useCase().equals(useCase) && !each.at().isAfter(at))
        .reduce((_, later) -> later);
  }

  @Override
  public void close() {
    ada.close();
    bob.close();
  }
}
