package dev.weir.view.api;

import dev.weir.flow.books.Operator.Role;
import dev.weir.value.gate.Allowed;
import dev.weir.value.gate.Destination;
import dev.weir.value.gate.Gate;
import dev.weir.value.promotion.Promotion;
import dev.weir.value.promotion.Proposal;
import dev.weir.value.promotion.Refused;
import dev.weir.value.promotion.Rule;
import dev.weir.value.stage.Person;
import dev.weir.value.stage.Promoted;
import dev.weir.view.api.Demand.Parameter;
import dev.weir.view.api.PromotionPages.NewPromotion;
import dev.weir.view.api.PromotionPages.NewSignature;
import dev.weir.view.api.PromotionPages.PromotionList;
import dev.weir.view.api.PromotionPages.PromotionPage;
import dev.weir.view.right.Right;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The way of use cases through their gates: proposals, signatures, roll-backs.
final class PromotionRoutes {
  private static final String PATH = "/api/v1/promotions";
  private static final String ONE = PATH + "/{id}";
  private static final String EXCEPTION = "exception";
  private static final String LISTED = "users_listed";
  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,12})?");

  private final RunningGateway gateway;
  private final Gates gates;

  PromotionRoutes(RunningGateway gateway, Gates gates) {
    this.gateway = gateway;
    this.gates = gates;
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.get("listPromotions", PATH, "All promotions, the latest first.")
            .asks(Parameter.text("use_case", "Only of this one."))
            .answers(PromotionList.class)
            .does(this::list),
        Endpoint.change(
                "POST",
                "propose",
                PATH,
                "Proposes that a use case go through a gate; freezes the evidence.")
            .ofUseCase(inquiry -> Set.of(inquiry.text("use_case")))
            .takes(NewPromotion.class)
            .creates(PromotionPage.class)
            .does(FromLedger.of(gateway).does((it, missing) -> whole(it, missing, this::propose))),
        Endpoint.get("getPromotion", ONE, "A promotion, and whether its evidence is whole.")
            .answers(PromotionPage.class)
            .does(inquiry -> one(inquiry, (it, now) -> Answer.of(page(it, now)))),
        Endpoint.get("getEvidence", ONE + "/pack", "The evidence pack, as it was hashed.")
            .answersText(Endpoint.JSON)
            .does(inquiry -> one(inquiry, PromotionRoutes::evidence)),
        Endpoint.get(
                "getMemo",
                ONE + "/memo",
                "Why a kill criterion closed the use case, as it was hashed.")
            .answersText(Endpoint.JSON)
            .does(inquiry -> one(inquiry, (it, _) -> memo(it))),
        Endpoint.change(
                "POST",
                "signPromotion",
                ONE + "/signatures",
                "Signs, by the personal key that is used; the second signature carries it out.")
            .needs(Right.SIGN)
            .takes(NewSignature.class)
            .creates(PromotionPage.class)
            .does(FromLedger.of(gateway).does((it, missing) -> whole(it, missing, this::sign))),
        Endpoint.change(
                "POST",
                "rollBack",
                ONE + "/rollback",
                "Takes the last promotion back at once; one owner is enough.")
            .needs(Right.SIGN)
            .answers(PromotionPage.class)
            .does(this::rollBack));
  }

  private Answer list(Inquiry inquiry) {
    return Answer.of(
        new PromotionList(
            gates.promoting().all(inquiry.asked("use_case")).stream()
                .map(it -> PromotionPages.line(it, inquiry.now()))
                .toList()));
  }

  private Answer one(Inquiry inquiry, BiFunction<Promotion, Inquiry, Answer> page) {
    return gates
        .promoting()
        .find(inquiry.id())
        .map(it -> page.apply(it, inquiry))
        .orElseGet(() -> Answer.missing("promotion", inquiry.id()));
  }

  /// It is read as it was hashed. Where it names single users, so do its owners, who sign it.
  private static Answer evidence(Promotion promotion, Inquiry inquiry) {
    boolean decides =
        inquiry.operator().flatMap(it -> promotion.owners().capacity(it.id())).isPresent();
    if (promotion.listed().isPresent()) {
      if (!inquiry.veil().isLifted() && !decides) {
        return new Answer.Fault(
            403,
            "role_missing",
            "the evidence of promotion '%s' names single users: this needs its owners, or the role %s"
                .formatted(
                    promotion.id(),
                    Right.READ_USERS.roles().stream()
                        .map(Role::code)
                        .collect(Collectors.joining(" or "))));
      }
      inquiry.veil().look();
    }
    return new Answer.Text(200, Endpoint.JSON, promotion.pack().text());
  }

  private static Answer memo(Promotion promotion) {
    return promotion
        .undone()
        .flatMap(Promotion.Undone::memo)
        .<Answer>map(memo -> new Answer.Text(200, Endpoint.JSON, memo.text()))
        .orElseGet(() -> Answer.missing("memo", promotion.id()));
  }

  /// Nothing is frozen or carried out on figures that miss something.
  private static Answer whole(
      Inquiry inquiry, Optional<String> missing, Function<Inquiry, Answer> action) {
    return missing
        .<Answer>map(what -> Answer.unavailable("nothing was changed: " + what))
        .orElseGet(() -> action.apply(inquiry));
  }

  private Answer propose(Inquiry inquiry) {
    inquiry.requireOnly(
        Set.of("use_case", "to", Allowed.SHARE, Allowed.USERS, Allowed.BUDGET, LISTED, EXCEPTION));
    Proposal proposal =
        new Proposal(
            inquiry.text("use_case"),
            Destination.parse(inquiry.text("to")),
            new Allowed(
                decimal(inquiry, Allowed.SHARE),
                inquiry.body().hasNonNull(Allowed.USERS)
                    ? Optional.of(inquiry.whole(Allowed.USERS, 0))
                    : Optional.empty(),
                decimal(inquiry, Allowed.BUDGET)),
            inquiry.body().hasNonNull(LISTED)
                ? Optional.of(inquiry.texts(LISTED))
                : Optional.empty(),
            inquiry.optionalText(EXCEPTION),
            inquiry.who(),
            inquiry.why());
    return answer(gates.promoting().propose(proposal, inquiry.now()), inquiry);
  }

  private static BigDecimal decimal(Inquiry inquiry, String field) {
    String text = inquiry.body().path(field).asText();
    if (!DECIMAL.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "field '%s' is a decimal number, was '%s'".formatted(field, text));
    }
    return new BigDecimal(text);
  }

  private Answer sign(Inquiry inquiry) {
    inquiry.requireOnly(Set.of("sha256"));
    String sha256 = inquiry.text("sha256");
    return person(inquiry)
        .map(person ->
            answer(
                gates.promoting().sign(inquiry.id(), person, sha256, inquiry.why(), inquiry.now()),
                inquiry))
        .orElseGet(() -> keyless(inquiry));
  }

  private Answer rollBack(Inquiry inquiry) {
    inquiry.requireOnly(Set.of());
    return person(inquiry)
        .map(person ->
            answer(
                gates.promoting().rollBack(inquiry.id(), person, inquiry.why(), inquiry.now()),
                inquiry))
        .orElseGet(() -> keyless(inquiry));
  }

  private static Optional<Person> person(Inquiry inquiry) {
    return inquiry
        .operator()
        .map(operator -> new Person(operator.id(), operator.name(), inquiry.who()));
  }

  private static Answer keyless(Inquiry inquiry) {
    return fault(
        new Refused(
            Rule.PERSONAL_KEY,
            "promotion '%s' is signed with an owner's personal key, was %s without one"
                .formatted(inquiry.id(), inquiry.who())));
  }

  private PromotionPage page(Promotion promotion, Inquiry inquiry) {
    return PromotionPages.page(
        promotion,
        gates.live().version(Gate.id(promotion.useCase(), promotion.to())),
        inquiry.now());
  }

  private Answer answer(Promoted promoted, Inquiry inquiry) {
    return switch (promoted) {
      case Promoted.Done(Promotion promotion) -> Answer.of(page(promotion, inquiry));
      case Promoted.No(Refused why) -> fault(why);
      case Promoted.NotPublished(var why) -> Changes.answer(why, _ -> inquiry.id());
    };
  }

  private static Answer fault(Refused why) {
    int status =
        switch (why.rule()) {
          case NOT_FOUND -> 404;
          case PERSONAL_KEY, NOT_AN_OWNER -> 403;
          case UNREACHABLE,
              USERS,
              BUDGET,
              OWNERS,
              CRITERIA,
              HELD,
              SIGNED_TWICE,
              OTHER_HASH,
              PACK_BROKEN,
              EXPIRED,
              ENDED,
              CHANGED,
              EVIDENCE_WORSE ->
              409;
        };
    return new Answer.Fault(status, "promotion_" + why.rule().code(), why.message());
  }
}
