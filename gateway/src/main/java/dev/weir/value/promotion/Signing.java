package dev.weir.value.promotion;

import dev.weir.value.promotion.Promotion.State;
import dev.weir.value.promotion.Signature.As;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Who may sign, and who may roll back: pure.
public final class Signing {
  private Signing() {}

  /// A person, by their personal key.
  ///
  /// @param operator its id
  public record Signer(String operator, String name) {}

  /// What becomes of a wish to sign.
  public sealed interface Wish {
    /// @param whole whether it is the second one
    record Signed(Promotion promotion, boolean whole) implements Wish {}

    record No(Refused why) implements Wish {}
  }

  /// Only the operators sign who were the owners when it was proposed.
  public static Wish sign(Promotion promotion, Signer signer, String sha256, Instant now) {
    return refusal(promotion, signer, sha256, now)
        .<Wish>map(Wish.No::new)
        .orElseGet(() -> {
          As as = promotion.owners().capacity(signer.operator()).orElseThrow();
          Promotion signed =
              promotion.signed(new Signature(signer.operator(), signer.name(), as, now, sha256));
          return new Wish.Signed(signed, signed.signatures().size() == As.values().length);
        });
  }

  private static Optional<Refused> refusal(
      Promotion promotion, Signer signer, String sha256, Instant now) {
    State state = promotion.state(now);
    if (state == State.EXPIRED) {
      return no(
          Rule.EXPIRED,
          "promotion '%s' was to be signed before %s, was signed at %s"
              .formatted(promotion.id(), promotion.expires(), now));
    }
    if (state != State.OPEN) {
      return no(
          Rule.ENDED,
          "promotion '%s' is signed while it is open, was %s"
              .formatted(promotion.id(), state.code()));
    }
    Optional<As> as = promotion.owners().capacity(signer.operator());
    if (as.isEmpty()) {
      return notAnOwner(promotion, promotion.owners().all(), signer);
    }
    if (promotion.signatures().stream()
        .anyMatch(each -> each.as() == as.get() || each.operator().equals(signer.operator()))) {
      return no(
          Rule.SIGNED_TWICE,
          "promotion '%s': field 'sha256' is signed once by each of two people, was signed again by %s (%s), its %s owner"
              .formatted(promotion.id(), signer.name(), signer.operator(), as.get().code()));
    }
    return promotion.pack().sha256().equals(sha256)
        ? broken(promotion)
        : no(
            Rule.OTHER_HASH,
            "promotion '%s': field 'sha256' is the one of its evidence pack, %s, was '%s'"
                .formatted(promotion.id(), promotion.pack().sha256(), sha256));
  }

  /// What is carried out is what the pack says, so it has to be what was hashed, and signed.
  private static Optional<Refused> broken(Promotion promotion) {
    String frozen = promotion.pack().sha256();
    Optional<Signature> other =
        promotion.signatures().stream().filter(each -> !each.sha256().equals(frozen)).findFirst();
    if (promotion.pack().isWhole() && other.isEmpty()) {
      return Optional.empty();
    }
    return no(
        Rule.PACK_BROKEN,
        "promotion '%s': its evidence pack has the hash %s, %s: propose it anew"
            .formatted(
                promotion.id(),
                frozen,
                other
                    .map(it -> "%s signed %s".formatted(it.name(), it.sha256()))
                    .orElse("which does not fit what it says")));
  }

  /// Why somebody may not roll a promotion back; nothing if they may: one who could sign it, or an
  /// owner of today.
  ///
  /// @param today each owner of the use case who is known, whether the other one is or not
  public static Optional<Refused> rollBack(
      Promotion promotion, Set<String> today, Signer signer, Instant now) {
    Set<String> owners = new TreeSet<>(today);
    owners.addAll(promotion.owners().all());
    if (!owners.contains(signer.operator())) {
      return notAnOwner(promotion, owners, signer);
    }
    return unfinished(promotion, now);
  }

  /// Why there is nothing to roll back.
  private static Optional<Refused> unfinished(Promotion promotion, Instant now) {
    State state = promotion.state(now);
    return state == State.CARRIED_OUT
        ? Optional.empty()
        : no(
            Rule.ENDED,
            "promotion '%s' is rolled back once it is carried out, was %s"
                .formatted(promotion.id(), state.code()));
  }

  private static Optional<Refused> notAnOwner(
      Promotion promotion, Collection<String> owners, Signer signer) {
    return no(
        Rule.NOT_AN_OWNER,
        "use case '%s' is decided on by its owners %s, was %s (%s)"
            .formatted(
                promotion.useCase(),
                String.join(" and ", owners),
                signer.name(),
                signer.operator()));
  }

  private static Optional<Refused> no(Rule rule, String message) {
    return Optional.of(new Refused(rule, message));
  }
}
