package dev.weir.value.stage;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.books.Books;
import dev.weir.flow.books.Change;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Version;
import dev.weir.value.gate.Evaluation.JudgedKill;
import dev.weir.value.promotion.EvidencePack;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Why a use case was closed: the kill criteria that are lit, each with its figure, grade, rows and
/// since when, and what is given back. Hashed like the evidence of a promotion.
final class KillMemo {
  private static final String MEMO = "memo";
  private static final String SHA256 = "memo_sha256";

  private final Books books;

  KillMemo(Books books) {
    this.books = books;
  }

  /// @param killing how the use case stands to the gate whose criterion closes it
  /// @param changes that close it
  EvidencePack of(Live killing, List<Change> changes, Instant now) {
    ObjectNode memo = JsonNodeFactory.instance.objectNode();
    memo.put("use_case", killing.useCase().id())
        .put("gate", killing.gate().id())
        .put("gate_version", killing.gate().version())
        .put("closed_at", now.toString())
        .put("figures_from", killing.asked().from().toString())
        .put("figures_to", killing.asked().to().toString());
    memo.putArray("kill");
    killing.evaluation().lit().forEach(lit -> memo.withArray("kill").add(lit(killing, lit, now)));
    memo.putArray("given_back");
    for (Change change : changes) {
      List<String> told = told(change.kind());
      if (!told.isEmpty()) {
        memo.withArray("given_back").add(givenBack(change, told));
      }
    }
    return EvidencePack.of(memo);
  }

  /// As it is kept by itself, where there is no promotion it could stay with.
  static ObjectNode write(EvidencePack memo) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put(SHA256, memo.sha256());
    body.set(MEMO, memo.content());
    return body;
  }

  static EvidencePack read(ObjectNode body) {
    return EvidencePack.kept(body.path(MEMO), body.path(SHA256).asText());
  }

  private ObjectNode lit(Live killing, JudgedKill lit, Instant now) {
    return Frozen.judged(lit.judged())
        .put("closes", lit.kill().closes())
        .put("lit_since", since(killing.gate().id(), lit.kill().when().text(), now).toString());
  }

  /// Since when the lights show it without a break.
  private Instant since(String gate, String criterion, Instant now) {
    return books.facts().history(Kind.GATE_LIGHT, gate).stream()
        .takeWhile(light -> Lights.read(light.body()).killed().contains(criterion))
        .reduce((_, earlier) -> earlier)
        .map(Version::at)
        .orElse(now);
  }

  /// What of a thing a gate decides.
  private static List<String> told(Kind kind) {
    return switch (kind) {
      case USE_CASE -> List.of("stage", "audience", "budget_usd_per_month");
      case ROLLOUT -> List.of("share", "users", "closed");
      case BUDGET -> List.of("limit_usd", "limit", "window");
      default -> List.of();
    };
  }

  /// @return `was` and `is`, each absent where there is none
  private ObjectNode givenBack(Change change, List<String> told) {
    ObjectNode line =
        JsonNodeFactory.instance
            .objectNode()
            .put("what", change.kind().code())
            .put("id", change.id());
    Optional<ObjectNode> was =
        books
            .facts()
            .current(change.kind(), change.id())
            .filter(version -> !version.retired())
            .map(Version::body);
    was.ifPresent(body -> line.set("was", body.deepCopy().retain(told)));
    if (!change.retired()) {
      line.set("is", change.body().deepCopy().retain(told));
    }
    return line;
  }
}
