package dev.weir.value.promotion;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.value.gate.Allowed;
import dev.weir.value.gate.Destination;
import dev.weir.value.ramp.Ramp.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A use case's way through a gate: proposed, signed, carried out, perhaps rolled back.
///
/// @param id `claims.3`
/// @param allowed what was signed: the end of a ramp
/// @param listed who may call whatever the share is; absent = as it was
/// @param exception why it goes although criteria do not hold; part of what is signed
/// @param owners who alone can sign: the operators they were when it was proposed
/// @param expires the first instant at which it can be signed no more
/// @param carried out by its second signature
public record Promotion(
    String id,
    String useCase,
    Destination to,
    Allowed allowed,
    Optional<List<String>> listed,
    Optional<String> exception,
    Owners owners,
    String proposedBy,
    Instant at,
    Instant expires,
    Against against,
    EvidencePack pack,
    List<Signature> signatures,
    Optional<Carried> carried,
    Optional<Undone> undone) {

  /// The versions that were signed; 0 = there was no such thing.
  ///
  /// @param budget of the gate's budget
  public record Against(int useCase, int gate, int rollout, int budget) {}

  /// What was changed, and how to undo it.
  ///
  /// @param litAt since when all criteria held; absent where they did not
  /// @param steps of the ramp; one without a ramp
  /// @param step it is on, from 0
  /// @param stepAt since when
  public record Carried(
      Instant at,
      Optional<Instant> litAt,
      Before before,
      List<Step> steps,
      int step,
      Instant stepAt) {
    public Carried {
      steps = List.copyOf(steps);
    }

    /// On another step.
    public Carried on(int next, Instant now) {
      return new Carried(at, litAt, before, steps, next, now);
    }
  }

  /// What there was before.
  ///
  /// @param budgetId of the gate's budget
  public record Before(
      ObjectNode useCase,
      Optional<ObjectNode> rollout,
      String budgetId,
      Optional<ObjectNode> budget) {}

  /// @param who an owner, or `weir` where a kill criterion or a guard had been agreed
  /// @param memo why a kill criterion closed the use case, for whoever decides on it next
  public record Undone(Instant at, String who, String why, Optional<EvidencePack> memo) {
    public Undone(Instant at, String who, String why) {
      this(at, who, why, Optional.empty());
    }
  }

  /// What has become of it.
  public enum State {
    OPEN,
    EXPIRED,
    CARRIED_OUT,
    ROLLED_BACK;

    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Promotion {
    signatures = List.copyOf(signatures);
    listed = listed.map(List::copyOf);
  }

  public State state(Instant now) {
    if (undone.isPresent()) {
      return State.ROLLED_BACK;
    }
    if (carried.isPresent()) {
      return State.CARRIED_OUT;
    }
    return now.isBefore(expires) ? State.OPEN : State.EXPIRED;
  }

  /// From the criteria's light to the second signature; absent where they did not hold, or it is
  /// not signed.
  public Optional<Duration> decisionLatency() {
    return carried.flatMap(it -> it.litAt().map(lit -> Duration.between(lit, it.at())));
  }

  /// With one more signature.
  public Promotion signed(Signature signature) {
    List<Signature> more = new ArrayList<>(signatures);
    more.add(signature);
    return with(more, carried, undone);
  }

  /// Carried out, or on another step.
  public Promotion carried(Carried now) {
    return with(signatures, Optional.of(now), undone);
  }

  public Promotion undone(Undone now) {
    return with(signatures, carried, Optional.of(now));
  }

  private Promotion with(
      List<Signature> signed, Optional<Carried> done, Optional<Undone> takenBack) {
    return new Promotion(
        id,
        useCase,
        to,
        allowed,
        listed,
        exception,
        owners,
        proposedBy,
        at,
        expires,
        against,
        pack,
        signed,
        done,
        takenBack);
  }
}
