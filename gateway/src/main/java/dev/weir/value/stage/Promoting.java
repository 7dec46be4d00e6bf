package dev.weir.value.stage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.books.Books;
import dev.weir.flow.books.Books.Published;
import dev.weir.flow.books.Change;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Version;
import dev.weir.value.gate.Allowed;
import dev.weir.value.gate.Destination;
import dev.weir.value.gate.Evaluation;
import dev.weir.value.gate.Gate;
import dev.weir.value.portfolio.UseCase;
import dev.weir.value.portfolio.UseCaseText;
import dev.weir.value.promotion.EvidencePack;
import dev.weir.value.promotion.Owners;
import dev.weir.value.promotion.Promotion;
import dev.weir.value.promotion.Promotion.Against;
import dev.weir.value.promotion.Promotion.Carried;
import dev.weir.value.promotion.Promotion.State;
import dev.weir.value.promotion.Promotion.Undone;
import dev.weir.value.promotion.PromotionText;
import dev.weir.value.promotion.Proposal;
import dev.weir.value.promotion.Refused;
import dev.weir.value.promotion.Rule;
import dev.weir.value.promotion.Signing;
import dev.weir.value.promotion.Signing.Wish;
import dev.weir.value.ramp.Ramp.Step;
import dev.weir.value.stage.Carrying.By;
import dev.weir.value.stage.Carrying.Kept;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The one door by which a use case changes its stage or its audience. Thread-safe; blocks.
public final class Promoting {
  private static final Comparator<Promotion> BY_CARRYING_OUT =
      Comparator.comparing(it -> it.carried().orElseThrow().at());

  private final Books books;
  private final LiveGates gates;
  private final Carrying carrying;
  private final OwnerNames owners;

  public Promoting(Books books, LiveGates gates) {
    this.books = books;
    this.gates = gates;
    this.carrying = new Carrying(books);
    this.owners = new OwnerNames(() -> books.inForce().operators());
  }

  /// All there are, of one use case or of every one; the latest first.
  public List<Promotion> all(Optional<String> useCase) {
    return books.facts().current(Kind.PROMOTION).stream()
        .map(it -> PromotionText.read(it.id(), it.body()))
        .filter(it -> useCase.isEmpty() || useCase.get().equals(it.useCase()))
        .sorted(Comparator.comparing(Promotion::at).thenComparing(Promotion::id).reversed())
        .toList();
  }

  public Optional<Promotion> find(String id) {
    return kept(id).map(Kept::promotion);
  }

  private Optional<Kept> kept(String id) {
    return books
        .facts()
        .current(Kind.PROMOTION, id)
        .map(it -> new Kept(PromotionText.read(it.id(), it.body()), it.version()));
  }

  /// The last one of a use case that was carried out and not rolled back.
  Optional<Promotion> last(String useCase, Instant now) {
    return standing(useCase, now).max(BY_CARRYING_OUT);
  }

  /// Since the use case was put into the portfolio.
  private Stream<Promotion> standing(String useCase, Instant now) {
    return all(Optional.of(useCase)).stream()
        .filter(it -> it.state(now) == State.CARRIED_OUT)
        .filter(it -> Registration.has(it, books.facts()));
  }

  /// What brought a use case where it is: the last ones to its stage and to its audience that were
  /// carried out and not rolled back; the latest first.
  public List<Promotion> brought(UseCase useCase, Instant now) {
    return standing(useCase.id(), now)
        .filter(it -> it.to().has(useCase))
        .sorted(BY_CARRYING_OUT.reversed())
        .filter(isFirstOf(new HashSet<>()))
        .toList();
  }

  private static Predicate<Promotion> isFirstOf(Set<Destination> seen) {
    return promotion -> seen.add(promotion.to());
  }

  /// Freezes the evidence and waits for two signatures.
  public Promoted propose(Proposal proposal, Instant now) {
    Optional<Live> found = gates.live(proposal.useCase(), proposal.to(), now);
    if (found.isEmpty()) {
      return Promoted.no(
          Rule.NOT_FOUND,
          "a use case moves through a gate: use case '%s' and gate '%s' have to be there"
              .formatted(proposal.useCase(), Gate.id(proposal.useCase(), proposal.to())));
    }
    Live live = found.get();
    Optional<Refused> refused = refused(proposal, live);
    if (refused.isPresent()) {
      return new Promoted.No(refused.get());
    }
    Promotion promotion = frozen(proposal, live, owners.of(live.useCase()).orElseThrow(), now);
    By by = new By(proposal.who(), proposal.why());
    // What could not be brought into force is refused before anybody signs it.
    Optional<Published.Forbidden> forbidden =
        books.forbidden(
            carrying.forward(new Kept(carriedOut(promotion, live, now), 0), live.fact(), by));
    if (forbidden.isPresent()) {
      return new Promoted.NotPublished(forbidden.get());
    }
    return published(List.of(Carrying.change(new Kept(promotion, 0), by)), promotion);
  }

  private Optional<Refused> refused(Proposal proposal, Live live) {
    return proposal
        .to()
        .unreachableFor(live.useCase())
        .map(why -> new Refused(Rule.UNREACHABLE, why))
        .or(() -> owners.missing(live.useCase()))
        .or(() -> misfit(live.useCase().id(), live.evaluation().gate().budget()))
        .or(() -> criteria(proposal, live.evaluation()))
        .or(() -> held(proposal.allowed(), live))
        .or(() -> tooMany(proposal.allowed(), proposal.listed(), live));
  }

  private Optional<Refused> misfit(String useCase, String budget) {
    return gates
        .current(Kind.BUDGET, budget)
        .flatMap(there -> GateBudget.misfit(useCase, budget, there.body()))
        .map(why -> new Refused(Rule.BUDGET, why));
  }

  private static Optional<Refused> criteria(Proposal proposal, Evaluation evaluation) {
    return proposal.exception().isPresent()
        ? Optional.empty()
        : evaluation.notHolding().stream()
            .findFirst()
            .map(each ->
                new Refused(
                    Rule.CRITERIA,
                    "gate '%s': %d of %d criteria do not hold, first %s: %s; field 'exception' says why it goes nevertheless"
                        .formatted(
                            evaluation.gate().id(),
                            evaluation.notHolding().size(),
                            evaluation.demanded().size(),
                            each.criterion().text(),
                            each.why())));
  }

  /// Of a ramp the first step counts: the ramp itself goes no further than it may.
  private static Optional<Refused> held(Allowed allowed, Live live) {
    Evaluation evaluation = live.evaluation();
    if (evaluation.gate().to().isSunset()) {
      return Optional.empty();
    }
    Step first = steps(allowed, evaluation.gate()).getFirst();
    Allowed begins = new Allowed(first.share(), allowed.users(), first.budgetUsdPerMonth());
    return evaluation
        .heldFrom(begins)
        .map(why -> new Refused(Rule.HELD, "gate '%s': %s".formatted(evaluation.gate().id(), why)));
  }

  private static Optional<Refused> tooMany(
      Allowed allowed, Optional<List<String>> listed, Live live) {
    int named =
        listed.map(List::size).or(() -> live.rollout().map(it -> it.users().size())).orElse(0);
    return allowed.tooMany(named, live.eligible()).map(why -> new Refused(Rule.USERS, why));
  }

  private static List<Step> steps(Allowed allowed, Gate gate) {
    Step last = new Step(allowed.share(), allowed.budgetUsdPerMonth());
    return gate.ramp()
        .flatMap(ramp ->
            gate.projection()
                .map(it -> ramp.upTo(allowed.share(), allowed.budgetUsdPerMonth(), it)))
        .orElse(List.of(last));
  }

  private Promotion frozen(Proposal proposal, Live live, Owners both, Instant now) {
    Gate gate = live.evaluation().gate();
    Against against =
        new Against(
            live.fact().version(),
            live.gate().version(),
            carrying.version(Kind.ROLLOUT, proposal.useCase()),
            carrying.version(Kind.BUDGET, gate.budget()));
    Instant expires = now.plus(Duration.ofDays(gate.proposalDays()));
    ObjectNode proposed = PromotionText.proposed(proposal, both, against, now, expires);
    int earlier = all(Optional.of(proposal.useCase())).size();
    return new Promotion(
        proposal.useCase() + "." + (earlier + 1),
        proposal.useCase(),
        proposal.to(),
        proposal.allowed(),
        proposal.listed(),
        proposal.exception(),
        both,
        proposal.who(),
        now,
        expires,
        against,
        Frozen.of(proposed, live, books.inForce().books()),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  private Promotion carriedOut(Promotion promotion, Live live, Instant now) {
    Gate gate = live.evaluation().gate();
    Optional<Instant> lit =
        live.evaluation().holds()
            ? live.lights().since().or(() -> Optional.of(promotion.at()))
            : Optional.empty();
    return promotion.carried(
        new Carried(
            now,
            lit,
            carrying.before(live.fact(), gate.budget()),
            steps(promotion.allowed(), gate),
            0,
            now));
  }

  /// Signs; the second signature carries out.
  ///
  /// @param sha256 of the pack that is signed
  /// @param why for the audit trail
  public Promoted sign(String id, Person person, String sha256, String why, Instant now) {
    Optional<Kept> found = kept(id);
    if (found.isEmpty()) {
      return notFound(id);
    }
    Promotion promotion = found.get().promotion();
    Optional<Live> live = gates.live(promotion.useCase(), promotion.to(), now);
    if (live.isEmpty()) {
      return Promoted.no(Rule.CHANGED, "the use case or the gate of '%s' is gone".formatted(id));
    }
    return switch (Signing.sign(promotion, person.signer(), sha256, now)) {
      case Wish.No(Refused no) -> new Promoted.No(no);
      case Wish.Signed signed ->
          taken(found.get(), signed, live.get(), new By(person.who(), why), now);
    };
  }

  private Promoted taken(Kept kept, Wish.Signed signed, Live live, By by, Instant now) {
    Optional<Refused> changed = changed(kept.promotion(), live);
    if (changed.isPresent()) {
      return new Promoted.No(changed.get());
    }
    if (!signed.whole()) {
      return published(
          List.of(Carrying.change(kept.with(signed.promotion()), by)), signed.promotion());
    }
    Optional<Refused> worse =
        Frozen.worse(kept.promotion().pack().content(), live.evaluation())
            .map(why -> new Refused(Rule.EVIDENCE_WORSE, why))
            .or(() -> held(kept.promotion().allowed(), live))
            .or(() -> tooMany(kept.promotion().allowed(), kept.promotion().listed(), live));
    if (worse.isPresent()) {
      return new Promoted.No(worse.get());
    }
    Promotion carried = carriedOut(signed.promotion(), live, now);
    return published(carrying.forward(kept.with(carried), live.fact(), by), carried);
  }

  /// Whether something was changed since that the signatures are about.
  private Optional<Refused> changed(Promotion promotion, Live live) {
    Against now =
        new Against(
            live.fact().version(),
            live.gate().version(),
            carrying.version(Kind.ROLLOUT, promotion.useCase()),
            carrying.version(Kind.BUDGET, live.evaluation().gate().budget()));
    return now.equals(promotion.against())
        ? Optional.empty()
        : Optional.of(
            new Refused(
                Rule.CHANGED,
                "promotion '%s' was proposed against versions %s, there are %s now: propose it anew"
                    .formatted(promotion.id(), promotion.against(), now)));
  }

  /// One owner takes the last promotion back, at once, whether the other one is there or not.
  public Promoted rollBack(String id, Person person, String why, Instant now) {
    Optional<Kept> found = kept(id);
    if (found.isEmpty()) {
      return notFound(id);
    }
    Promotion promotion = found.get().promotion();
    Optional<Version> fact = gates.current(Kind.USE_CASE, promotion.useCase());
    if (fact.isEmpty() || !Registration.has(promotion, books.facts())) {
      return Promoted.no(
          Rule.ENDED,
          "promotion '%s' is rolled back as long as use case '%s' is in the portfolio, which it left"
              .formatted(id, promotion.useCase()));
    }
    Set<String> today = owners.each(UseCaseText.read(fact.get().id(), fact.get().body()));
    return Signing.rollBack(promotion, today, person.signer(), now)
        .or(() -> notLast(promotion, now))
        .<Promoted>map(Promoted.No::new)
        .orElseGet(() -> undone(found.get(), fact.get(), new By(person.who(), why), now));
  }

  private Optional<Refused> notLast(Promotion promotion, Instant now) {
    return last(promotion.useCase(), now)
        .filter(it -> !it.id().equals(promotion.id()))
        .map(it ->
            new Refused(
                Rule.ENDED,
                "the last promotion of a use case is rolled back first, which is '%s', was '%s'"
                    .formatted(it.id(), promotion.id())));
  }

  /// As a guard was agreed in advance: Weir takes it back itself.
  Promoted takeBack(String id, String why, Instant now) {
    Kept kept = kept(id).orElseThrow();
    By by = new By(GateWatch.WHO, why);
    return undone(kept, fact(kept.promotion().useCase()), by, now);
  }

  /// As a kill criterion was agreed in advance: Weir takes it back, closes the roll-out, and leaves
  /// a memo of why.
  ///
  /// @param killing how the use case stands to the gate whose criterion is lit
  Promoted kill(String id, Live killing, String why, Instant now) {
    Kept kept = kept(id).orElseThrow();
    Version fact = fact(kept.promotion().useCase());
    By by = new By(GateWatch.WHO, why);
    List<Change> closing = carrying.back(kept, fact, true, by);
    Undone undone =
        new Undone(now, by.who(), why, Optional.of(new KillMemo(books).of(killing, closing, now)));
    Promotion then = kept.promotion().undone(undone);
    return published(carrying.back(kept.with(then), fact, true, by), then);
  }

  private Promoted undone(Kept kept, Version useCase, By by, Instant now) {
    Promotion undone = kept.promotion().undone(new Undone(now, by.who(), by.why()));
    return published(carrying.back(kept.with(undone), useCase, false, by), undone);
  }

  /// Closes a use case that no promotion has brought where it is, and leaves a memo of why.
  ///
  /// @param killing how the use case stands to the gate whose criterion is lit
  Published close(Live killing, String why, Instant now) {
    By by = new By(GateWatch.WHO, why);
    List<Change> changes = new ArrayList<>(carrying.closing(killing.useCase().id(), by));
    ObjectNode memo = KillMemo.write(new KillMemo(books).of(killing, changes, now));
    changes.add(Change.of(Kind.KILL_MEMO, killing.gate().id(), memo, by.who(), by.why()));
    return books.publish(changes);
  }

  /// Why a kill criterion of a gate closed its use case last, where there was no promotion that
  /// could be taken back; otherwise it stays with that.
  ///
  /// @param gate `claims/beta`
  public Optional<EvidencePack> memo(String gate) {
    return books.facts().current(Kind.KILL_MEMO, gate).map(it -> KillMemo.read(it.body()));
  }

  /// The roll-out goes to another step of its ramp.
  Promoted step(String id, int step, String why, Instant now) {
    Kept kept = kept(id).orElseThrow();
    Promotion promotion = kept.promotion();
    Promotion next = promotion.carried(promotion.carried().orElseThrow().on(step, now));
    By by = new By(GateWatch.WHO, why);
    return misfit(promotion.useCase(), next.carried().orElseThrow().before().budgetId())
        .<Promoted>map(Promoted.No::new)
        .orElseGet(() -> published(carrying.stepped(kept.with(next), by), next));
  }

  private Version fact(String useCase) {
    return gates.current(Kind.USE_CASE, useCase).orElseThrow();
  }

  private Promoted published(List<Change> changes, Promotion then) {
    return switch (books.publish(changes)) {
      case Published.Done _ -> new Promoted.Done(then);
      case Published failed -> new Promoted.NotPublished(failed);
    };
  }

  private static Promoted notFound(String id) {
    return Promoted.no(Rule.NOT_FOUND, "there is no promotion '%s'".formatted(id));
  }
}
