package dev.weir.view.shape;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One number that matters, with what one has to know to believe it.
///
/// @param label what it is, in a few words
/// @param status how far it was compared with bills; empty where it is no cost
/// @param evidence grade, for what is said of value
/// @param note one short sentence below it: compared with what, or why nothing is known
/// @param tone of the note
/// @param rows where what it is made of is seen
public record Figure(
    String label,
    Amount amount,
    Optional<DataStatus> status,
    Optional<String> evidence,
    Optional<String> note,
    Tone tone,
    Optional<Link> rows) {

  public static Figure of(String label, Amount amount) {
    return new Figure(
        label,
        amount,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Tone.PLAIN,
        Optional.empty());
  }

  /// @param known nothing where there is nothing to compare
  public Figure is(Optional<DataStatus> known) {
    return new Figure(label, amount, known, evidence, note, tone, rows);
  }

  public Figure proven(String grade) {
    return new Figure(label, amount, status, Optional.of(grade), note, tone, rows);
  }

  public Figure noted(String sentence, Tone how) {
    return new Figure(label, amount, status, evidence, Optional.of(sentence), how, rows);
  }

  public Figure from(Link where) {
    return new Figure(label, amount, status, evidence, note, tone, Optional.of(where));
  }

  /// What its mark says: status and evidence.
  public List<String> marks() {
    return Stream.concat(status.map(DataStatus::word).stream(), evidence.stream()).toList();
  }
}
