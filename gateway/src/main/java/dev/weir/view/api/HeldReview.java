package dev.weir.view.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.books.Version;
import dev.weir.value.pack.Decision;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// A review that was held: what it froze and what it decided. Never changed.
///
/// @param sha256 of the pack's JSON, as it was frozen
/// @param policy it was judged by
record HeldReview(
    YearMonth month,
    Instant at,
    String who,
    String sha256,
    ObjectNode pack,
    ObjectNode policy,
    Optional<String> narrative,
    List<Decision> decisions) {

  static HeldReview of(Version version) {
    ObjectNode body = version.body();
    return new HeldReview(
        YearMonth.parse(version.id()),
        version.at(),
        version.who(),
        body.path("pack_sha256").asText(),
        body.withObject("/pack"),
        body.withObject("/policy"),
        Optional.ofNullable(body.get("narrative")).map(text -> text.asText()),
        Decision.read(body.path("decisions")));
  }

  /// As a fact.
  static ObjectNode body(
      ObjectNode pack, ObjectNode policy, Optional<String> narrative, List<Decision> decisions) {
    ObjectNode body = Json.object();
    body.put("pack_sha256", digest(pack));
    body.set("pack", pack);
    body.set("policy", policy);
    narrative.ifPresent(text -> body.put("narrative", text));
    decisions.forEach(each -> body.withArray("/decisions").add(each.write()));
    if (decisions.isEmpty()) {
      body.putArray("decisions");
    }
    return body;
  }

  /// Whether the pack still is what was frozen.
  boolean isIntact() {
    return digest(pack).equals(sha256);
  }

  /// Days from the signal, the end of the first month that recommended the same, to the review;
  /// absent for a use case of which nothing was recommended.
  Optional<Double> latencyDays(Decision decision) {
    return StreamSupport.stream(pack.path("recommendations").spliterator(), false)
        .filter(each -> each.path("use_case").asText().equals(decision.useCase()))
        .map(each -> YearMonth.parse(each.path("signalled").asText()))
        .map(signalled -> signalled.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant())
        .map(signal -> (at.getEpochSecond() - signal.getEpochSecond()) / 86_400.0)
        .findFirst();
  }

  private static String digest(ObjectNode pack) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Json.bytes(pack)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
