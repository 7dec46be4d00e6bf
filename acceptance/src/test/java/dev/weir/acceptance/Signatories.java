package dev.weir.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The two people who answer for every use case, Ada for the business and Bob for the technology,
/// each with a key of their own: what they sign, refuse and take back.
final class Signatories implements AutoCloseable {
  private final DrivenGatewayProcess gateway;
  private final ControlPlane finops;
  private final ControlPlane ada;
  private final ControlPlane bob;
  private final List<Opening> openings = new ArrayList<>();

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

  /// Enough calls, and so many of them that come to something; and a cost in two months that ends
  /// it, a low one of what was to be cheap.
  void gate(String useCase, String to, double success) {
    String body =
        """
        {"window_days": 59,
         "criteria": [
          {"metric": "calls", "comparison": "at_least", "threshold": "12"},
          {"metric": "success_share", "comparison": "at_least", "threshold": "%s", "n_min": 10}],
         "kill": [{"metric": "cost_usd", "comparison": "above", "threshold": "%s"}],
         "proof": {"margin": "0.8", "outcomes_min": 1000},
         "until_proven": {"share": "1", "users": 100, "budget_usd_per_month": "500"}}
        """
            .formatted(success, useCase.equals("voice") ? "0.70" : "70");
    finops.send("PUT", "gates/%s/%s?why=agreed".formatted(useCase, to), body).expect(200);
  }

  private Web.Answer propose(String useCase, String to, String share) {
    return finops.send(
        "POST",
        "promotions?why=ready",
        """
        {"use_case": "%s", "to": "%s", "share": "%s", "users": 50, "budget_usd_per_month": "300"}
        """
            .formatted(useCase, to, share));
  }

  /// Proposes and signs twice; one of the two alone changes nothing, nor does anybody else.
  void promote(String useCase, String to, String share) {
    JsonNode proposed = propose(useCase, to, share).expect(201).json();
    Refusals.require(sign(finops, proposed), 403, "promotion_not_an_owner");
    sign(ada, proposed).expect(201);
    Refusals.require(sign(ada, proposed), 409, "promotion_signed_twice");
    JsonNode done = sign(bob, proposed).expect(201).json();
    if (!done.path("state").asText().equals("carried_out")) {
      throw new AssertionError("signed twice and not carried out: " + done);
    }
    openings.add(new Opening(useCase, gateway.now(), Optional.of(share), false));
  }

  private static Web.Answer sign(ControlPlane who, JsonNode promotion) {
    return who.send(
        "POST",
        "promotions/%s/signatures?why=seen".formatted(promotion.path("id").asText()),
        "{\"sha256\": \"%s\"}".formatted(promotion.path("sha256").asText()));
  }

  void refused(String useCase, String to, String code) {
    Refusals.require(propose(useCase, to, "0.5"), 409, code);
  }

  /// Back to where it was: open to everybody with a key.
  void rollBack(String useCase) {
    bob.send("POST", "promotions/%s.1/rollback?why=too+slow".formatted(useCase), "{}").expect(200);
    openings.add(new Opening(useCase, gateway.now(), Optional.empty(), false));
  }

  /// Its kill criterion is lit, and nobody may call any more.
  void kill(String useCase) {
    String gate = "gates/%s/beta".formatted(useCase);
    JsonNode standing = finops.send("GET", gate, "").expect(200).json();
    if (!standing.path("kill").path(0).path("lit").asBoolean()) {
      throw new AssertionError("no kill criterion is lit: " + standing);
    }
    finops
        .send("PUT", "rollouts/%s?why=kill+criterion".formatted(useCase), "{\"closed\": true}")
        .expect(200);
    openings.add(new Opening(useCase, gateway.now(), Optional.empty(), true));
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
