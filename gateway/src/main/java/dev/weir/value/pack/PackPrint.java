package dev.weir.value.pack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// A review as it is printed: a pack with what was decided on it, or a draft.
///
/// @param standing whether it was held, when and by whom, or that it is a draft: one line
/// @param sha256 of a frozen pack
/// @param narrative what the review says of itself
public record PackPrint(
    JsonNode pack,
    String standing,
    Optional<String> sha256,
    Optional<String> narrative,
    List<Decision> decisions,
    List<Restatement> restatements) {
  public PackPrint {
    decisions = List.copyOf(decisions);
    restatements = List.copyOf(restatements);
  }

  String title() {
    return "Review of " + pack.path("month").asText();
  }

  /// A table that has rows.
  record Filled(Sheet sheet, List<JsonNode> rows) {
    /// Whether any of its rows say how they are known.
    boolean hasEvidence() {
      return rows.stream().anyMatch(row -> !sheet.evidence(row).isEmpty());
    }
  }

  /// What was decided first, then the pack, then what was learnt since.
  List<Filled> tables() {
    Stream<Filled> ofPack =
        Sheet.ALL.stream()
            .map(sheet ->
                new Filled(
                    sheet,
                    StreamSupport.stream(pack.path(sheet.field()).spliterator(), false).toList()));
    return Stream.of(
            Stream.of(new Filled(Sheet.DECISIONS, decisions.stream().map(PackPrint::row).toList())),
            ofPack,
            Stream.of(
                new Filled(Sheet.RESTATEMENTS, restatements.stream().map(PackPrint::row).toList())))
        .flatMap(tables -> tables)
        .filter(table -> !table.rows().isEmpty())
        .toList();
  }

  List<String> gaps() {
    return StreamSupport.stream(pack.path("gaps").spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }

  private static JsonNode row(Decision decision) {
    ObjectNode row = decision.write();
    decision.change().ifPresent(change -> row.put("change_text", change.toString()));
    return row;
  }

  private static JsonNode row(Restatement restatement) {
    ObjectNode row =
        JsonNodeFactory.instance
            .objectNode()
            .put("table", restatement.table())
            .put("of", restatement.of())
            .put("figure", restatement.figure());
    restatement.held().ifPresent(held -> row.put("held", plain(held)));
    restatement.today().ifPresent(today -> row.put("today", plain(today)));
    return row.put("difference", plain(restatement.difference()));
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
