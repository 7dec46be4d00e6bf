package dev.weir.view.shape;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// One of the forms of a page, folded away until somebody wants it.
///
/// @param does value of its button `do`, by which the page knows what is wanted
/// @param title says what is done, above the form and on its button
/// @param lead what comes of it, in a sentence
/// @param tone BAD where it cannot be taken back
/// @param error what is wrong with all of it; empty = nothing
/// @param isOpen whether it is seen at once
public record Form(
    String does,
    String title,
    String lead,
    Tone tone,
    List<FormField> fields,
    Optional<String> error,
    boolean isOpen) {
  public Form {
    fields = List.copyOf(fields);
  }

  public static Form of(String does, String title, String lead, List<FormField> fields) {
    return new Form(does, title, lead, Tone.PLAIN, fields, Optional.empty(), false);
  }

  /// The same, said to be final.
  public Form forGood() {
    return new Form(does, title, lead, Tone.BAD, fields, error, isOpen);
  }

  public Form opened() {
    return new Form(does, title, lead, tone, fields, error, true);
  }

  /// With what was entered. What is secret is entered again.
  public Form holding(UnaryOperator<String> entered) {
    return new Form(
        does,
        title,
        lead,
        tone,
        fields.stream().map(field -> field.holding(entered.apply(field.name()))).toList(),
        error,
        isOpen);
  }

  /// Open, with what is wrong: beside the field that it is about, else above them all.
  ///
  /// @param of what is wrong with a field, by its name
  public Form refused(Function<String, Optional<String>> of, String message) {
    List<FormField> judged =
        fields.stream().map(field -> field.wrong(of.apply(field.name()))).toList();
    boolean isBeside = judged.stream().anyMatch(field -> field.error().isPresent());
    Optional<String> above = isBeside ? Optional.empty() : Optional.of(message);
    return new Form(does, title, lead, tone, judged, above, true);
  }
}
