package dev.weir.flow.policy;

import dev.weir.flow.cohort.Rollout.Outside;
import dev.weir.flow.rule.RuleBook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Says whether a call may pass, and in which shape.
///
/// A call that the rollout of its use case keeps out is refused. Any other passes when every
/// enforced rule it matches has room for the most it can use. Before that, reached rungs of the
/// ladders are applied: answers are shortened, and the cheapest named substitute that really costs
/// less is tried first. A call that still has no room is shortened as little as makes it fit, if
/// its answer may be cut, down to the use case's floor. What cannot pass is refused by the rule
/// that stays in the way longest. The order of rules changes nothing.
public final class Judge {
  private final Instant now;
  private final RuleBook book;
  private final Question question;
  private final Standings standings;
  private final Bid planned;
  private final Reached reached;

  private Judge(Instant now, RuleBook book, Question question, Standings standings) {
    this.now = now;
    this.book = book;
    this.question = question;
    this.standings = standings;
    this.planned = weigh(question.planned());
    this.reached = Reached.by(planned.standings());
  }

  /// The verdict on a call, at the instant of its acceptance.
  ///
  /// @param standings the balances; read under the same lock under which the verdict's holds are
  ///   then taken
  public static Verdict judge(Instant now, RuleBook book, Question question, Standings standings) {
    Optional<Outside> kept = question.outside().filter(Outside::enforced);
    if (kept.isPresent()) {
      return new Verdict.Refuse(kept.get().refusal());
    }
    if (question.planned().estimate().tariff().isEmpty()
        && book.unpriced() == RuleBook.Unpriced.REFUSE) {
      return new Verdict.Refuse(Reasons.unpriced(question.planned()));
    }
    return new Judge(now, book, question, standings).verdict();
  }

  private Bid weigh(Offer offer) {
    return new Bid(offer, book, standings, now);
  }

  private Verdict verdict() {
    Optional<Standing> forbids = planned.forbidsBoundless();
    if (forbids.isPresent()) {
      return new Verdict.Refuse(Reasons.boundless(planned.offer(), forbids.get()));
    }
    List<Bid> bids = inOrder();
    for (Bid bid : bids) {
      Optional<Form> form = bid.largestFitting(leastTokens(bid), mostTokens(bid));
      if (form.isPresent()) {
        return admit(bid, form.get());
      }
    }
    Reasons reasons = new Reasons(now, book, standings);
    return new Verdict.Refuse(
        bids.stream()
            .map(bid -> reasons.why(bid, bid.form(leastTokens(bid))))
            .min(Reasons.BY_WAIT)
            .orElseThrow());
  }

  /// Reached substitutes that cost less, the cheapest first, then the planned offer.
  private List<Bid> inOrder() {
    List<Bid> bids = new ArrayList<>();
    if (!reached.substitutes().isEmpty()) {
      long plannedPicos = planned.picos(mostTokens(planned));
      for (Offer offer : question.substitutes()) {
        if (reached.substitutes().containsKey(offer.model())) {
          Bid bid = weigh(offer);
          if (bid.priced()
              && bid.forbidsBoundless().isEmpty()
              && bid.picos(mostTokens(bid)) < plannedPicos) {
            bids.add(bid);
          }
        }
      }
      bids.sort(
          Comparator.comparingLong((Bid bid) -> bid.picos(mostTokens(bid)))
              .thenComparing(bid -> bid.offer().model()));
    }
    bids.add(planned);
    return bids;
  }

  /// The longest answer the ladders leave.
  private long mostTokens(Bid bid) {
    if (question.uncuttable().isPresent() || reached.shorten().isEmpty()) {
      return bid.fullTokens();
    }
    long cut = Math.max(reached.shorten().get().maxTokens(), floor());
    return Math.min(bid.fullTokens(), cut);
  }

  /// The shortest answer worth giving.
  private long leastTokens(Bid bid) {
    return question.uncuttable().isPresent()
        ? bid.fullTokens()
        : Math.min(bid.fullTokens(), floor());
  }

  private long floor() {
    return book.floors().of(question.useCase());
  }

  private Verdict admit(Bid bid, Form form) {
    Reservation reservation = bid.reservation(form, now, notes(bid, form));
    if (bid != planned) {
      return new Verdict.Substitute(reservation, bid.offer().model(), bid.shortened(form));
    }
    return bid.shortened(form).isPresent()
        ? new Verdict.Reshape(reservation, form.maxTokens())
        : new Verdict.Allow(reservation);
  }

  private List<String> notes(Bid bid, Form form) {
    List<String> notes = new ArrayList<>();
    question
        .outside()
        .ifPresent(kept ->
            notes.add(
                "shadow rollout %s: %s"
                    .formatted(kept.refusal().rule(), Reasons.text(kept.refusal()))));
    if (!bid.priced()) {
      notes.add("unpriced " + bid.offer().model());
    }
    bid.offer().estimate().boundless().ifPresent(reason -> notes.add("boundless: " + reason));
    if (bid != planned) {
      String model = bid.offer().model();
      notes.add(
          "substituted %s by %s: %s"
              .formatted(planned.offer().model(), model, reached.substitutes().get(model)));
    }
    for (String model : reached.substitutes().keySet()) {
      if (question.barred().containsKey(model)) {
        notes.add("not substituted by %s: %s".formatted(model, question.barred().get(model)));
      }
    }
    if (bid.shortened(form).isPresent()) {
      notes.add("max_tokens=%d: %s".formatted(form.maxTokens(), whoShortened(bid, form)));
    }
    Reasons reasons = new Reasons(now, book, standings);
    for (Standing standing : bid.standings()) {
      if (!standing.enforced()) {
        shadow(bid, form, standing, reasons).ifPresent(notes::add);
      }
    }
    return notes;
  }

  /// The rule with no room for one token more, else the one whose ladder asked.
  private String whoShortened(Bid bid, Form form) {
    return bid.form(form.maxTokens() + 1)
        .flatMap(bid::firstInTheWay)
        .map(Standing::label)
        .or(() -> reached.shorten().map(Reached.Cut::label))
        .orElse("cost beyond the range of one charge");
  }

  /// What a rule in shadow mode would have done to an admitted call.
  private Optional<String> shadow(Bid bid, Form form, Standing standing, Reasons reasons) {
    Optional<String> would = Optional.empty();
    if (bid.offer().estimate().boundless().isPresent() && Bid.lacksAllowance(standing)) {
      would = Optional.of(Reasons.text(Reasons.boundless(bid.offer(), standing)));
    } else if (!form.fits(standing)) {
      Form least = bid.form(leastTokens(bid)).orElse(form);
      would =
          Optional.of(
              least.fits(standing)
                  ? "would shorten the answer to fit"
                  : Reasons.text(reasons.noRoom(bid, standing, least)));
    } else {
      would = Reasons.text(Reached.by(standing), bid, form, question.uncuttable());
    }
    return would.map(text -> "shadow %s: %s".formatted(standing.label(), text));
  }
}
