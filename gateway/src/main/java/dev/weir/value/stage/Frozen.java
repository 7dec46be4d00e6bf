package dev.weir.value.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.books.Book;
import dev.weir.value.criterion.CriterionText;
import dev.weir.value.criterion.Figure;
import dev.weir.value.criterion.Judged;
import dev.weir.value.criterion.Judged.Standing;
import dev.weir.value.gate.Evaluation;
import dev.weir.value.gate.Proof;
import dev.weir.value.portfolio.SmartCheck;
import dev.weir.value.portfolio.UseCase;
import dev.weir.value.promotion.EvidencePack;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/// What an evidence pack has in it.
final class Frozen {
  private static final String CRITERIA = "criteria";
  private static final String SOURCE = "source";
  private static final String STANDING = "standing";
  private static final String PROVEN = "proven";
  private static final String MARGIN = "margin";
  private static final String OUTCOMES_MIN = "outcomes_min";

  private Frozen() {}

  /// @param proposed what the pack says of the proposal
  /// @param books in force, whose versions are named
  static EvidencePack of(ObjectNode proposed, Live live, List<Book> books) {
    ObjectNode pack = proposed.deepCopy();
    UseCase useCase = live.useCase();
    pack.put("from_stage", useCase.stage().code())
        .put("audience", useCase.audience().code())
        .put("figures_from", live.asked().from().toString())
        .put("figures_to", live.asked().to().toString());
    ObjectNode named = pack.putObject("owners_named");
    useCase.businessOwner().ifPresent(owner -> named.put("business", owner));
    useCase.technicalOwner().ifPresent(owner -> named.put("technical", owner));
    pack.putObject("safeguards")
        .put("risk_tier", live.safeguards().riskTier().code())
        .put("human_review_share", live.safeguards().humanReviewShare().toPlainString());
    ObjectNode inForce = pack.putObject("books");
    books.forEach(book -> inForce.put(book.kind(), book.version()));
    pack.set("gate", live.gate().body());
    add(pack, live.evaluation());
    live.evaluation().gate().projection().ifPresent(it -> pack.set("projection", it.write()));
    live.smart().forEach(each -> pack.withArray("smart").add(smart(each)));
    return EvidencePack.of(pack);
  }

  private static ObjectNode smart(SmartCheck check) {
    ObjectNode text =
        JsonNodeFactory.instance
            .objectNode()
            .put("check", check.name())
            .put("passed", check.isPassed());
    text.putArray("lacking");
    check.lacking().forEach(each -> text.withArray("lacking").add(each));
    check.evidence().ifPresent(it -> text.put("evidence", it));
    return text;
  }

  private static void add(ObjectNode pack, Evaluation evaluation) {
    pack.putArray(CRITERIA);
    evaluation
        .criteria()
        .forEach(each -> pack.withArray(CRITERIA).add(judged(each).put(SOURCE, "gate")));
    evaluation
        .workload()
        .forEach(each -> pack.withArray(CRITERIA).add(judged(each).put(SOURCE, "workload")));
    pack.putArray("guards");
    evaluation.guards().forEach(each -> pack.withArray("guards").add(judged(each)));
    pack.putArray("kill");
    evaluation
        .kill()
        .forEach(
            each -> pack.withArray("kill").add(judged(each.judged()).put("lit", each.isLit())));
    pack.putObject(PROVEN)
        .put(MARGIN, evaluation.gate().proof().margin().toPlainString())
        .put(OUTCOMES_MIN, evaluation.gate().proof().outcomesMin())
        .put(STANDING, code(evaluation.proven().standing()))
        .put("why", evaluation.proven().why());
    pack.putArray("factors");
    evaluation.factors().forEach(each -> pack.withArray("factors").add(each.text()));
  }

  static ObjectNode judged(Judged judged) {
    ObjectNode text = CriterionText.write(judged.criterion());
    text.put(STANDING, code(judged.standing())).put("why", judged.why());
    switch (judged.figure()) {
      case Figure.Known known -> {
        text.put("figure", known.value().toPlainString())
            .put("n", known.n())
            .put("evidence", known.evidence());
        known
            .bounds()
            .ifPresent(bounds ->
                text.put("low", bounds.low().toPlainString())
                    .put("high", bounds.high().toPlainString()));
      }
      case Figure.Unknown unknown -> text.put("unknown", unknown.why());
    }
    return text.put("rows", judged.figure().rows());
  }

  private static String code(Standing standing) {
    return standing.name().toLowerCase(Locale.ROOT);
  }

  /// What was to prove the unit economics.
  static Proof proof(JsonNode pack) {
    JsonNode proven = pack.path(PROVEN);
    return new Proof(
        new BigDecimal(proven.path(MARGIN).asText()), proven.path(OUTCOMES_MIN).asLong());
  }

  /// The first criterion that stands worse than it did when the pack was frozen.
  static Optional<String> worse(JsonNode pack, Evaluation now) {
    List<Judged> demanded = now.demanded();
    return IntStream.range(0, demanded.size())
        .filter(i -> demanded.get(i).standing().compareTo(standing(pack, i)) < 0)
        .mapToObj(i ->
            "criterion %s was '%s' when the evidence was frozen, is '%s' now: %s"
                .formatted(
                    demanded.get(i).criterion().text(),
                    code(standing(pack, i)),
                    code(demanded.get(i).standing()),
                    demanded.get(i).why()))
        .findFirst();
  }

  private static Standing standing(JsonNode pack, int i) {
    return Standing.valueOf(
        pack.path(CRITERIA).path(i).path(STANDING).asText().toUpperCase(Locale.ROOT));
  }
}
