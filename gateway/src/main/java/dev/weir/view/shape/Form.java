package dev.weir.view.shape;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// One of the forms of a page, folded away until somebody wants it.
///
/// @param does value of its button `do`, by which the page knows what is wanted
/// @param title says what is done, above the form and on its button
/// @param lead what comes of it, in a sentence
/// @param tone BAD where it cannot be taken back
/// @param rare fields that are seldom filled in, folded away within it while nobody did
/// @param preview another button, which shows what would come of it and changes nothing
/// @param error what is wrong with all of it; empty = nothing
/// @param isOpen whether it is seen at once
public record Form(
    String does,
    String title,
    String lead,
    Tone tone,
    List<FormField> fields,
    List<FormField> rare,
    Optional<Button> preview,
    Optional<String> error,
    boolean isOpen) {

  /// @param does value of `do`
  public record Button(String does, String label) {}

  public Form {
    fields = List.copyOf(fields);
    rare = List.copyOf(rare);
  }

  /// Fields that belong together.
  ///
  /// @param title empty for those before the first group
  public record Group(String title, List<FormField> fields) {
    public Group {
      fields = List.copyOf(fields);
    }
  }

  public static Form of(String does, String title, String lead, List<FormField> fields) {
    return new Form(
        does,
        title,
        lead,
        Tone.PLAIN,
        fields,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  /// The same, said to be final.
  public Form forGood() {
    return new Form(does, title, lead, Tone.BAD, fields, rare, preview, error, isOpen);
  }

  public Form opened() {
    return new Form(does, title, lead, tone, fields, rare, preview, error, true);
  }

  public Form folding(List<FormField> more) {
    return new Form(does, title, lead, tone, fields, more, preview, error, isOpen);
  }

  /// With one more field: what is sent along unseen.
  public Form and(FormField more) {
    List<FormField> all = new ArrayList<>(fields);
    all.add(more);
    return new Form(does, title, lead, tone, all, rare, preview, error, isOpen);
  }

  public Form previewedBy(Button button) {
    return new Form(does, title, lead, tone, fields, rare, Optional.of(button), error, isOpen);
  }

  /// Whether one of its buttons sends this.
  public boolean isSentBy(String button) {
    return does.equals(button) || preview.filter(it -> it.does.equals(button)).isPresent();
  }

  /// Whether somebody has filled in what is seldom filled in.
  public boolean isUnfolded() {
    return rare.stream().anyMatch(it -> it.error().isPresent() || !it.value().isEmpty());
  }

  /// With what was entered. What is secret is entered again.
  public Form holding(UnaryOperator<String> entered) {
    return each(field -> field.holding(entered.apply(field.name())), error, isOpen);
  }

  /// All fields, in their groups.
  public List<Group> groups() {
    List<Group> groups = new ArrayList<>();
    String title = "";
    List<FormField> own = new ArrayList<>();
    for (FormField field : fields) {
      if (field.kind().equals(FormField.GROUP)) {
        groups.add(new Group(title, own));
        title = field.label();
        own = new ArrayList<>();
      } else {
        own.add(field);
      }
    }
    groups.add(new Group(title, own));
    return groups.stream().filter(group -> !group.fields().isEmpty()).toList();
  }

  /// Open, with what is wrong: beside the field that it is about, else above them all.
  ///
  /// @param of what is wrong with a field, by its name
  public Form refused(Function<String, Optional<String>> of, String message) {
    Form judged = each(field -> field.wrong(of.apply(field.name())), Optional.empty(), true);
    boolean isBeside =
        Stream.concat(judged.fields.stream(), judged.rare.stream())
            .anyMatch(field -> field.error().isPresent() && !field.kind().equals("hidden"));
    return isBeside ? judged : judged.each(UnaryOperator.identity(), Optional.of(message), true);
  }

  private Form each(UnaryOperator<FormField> change, Optional<String> wrong, boolean open) {
    return new Form(
        does,
        title,
        lead,
        tone,
        fields.stream().map(change).toList(),
        rare.stream().map(change).toList(),
        preview,
        wrong,
        open);
  }

  /// The forms of a page once one of them was refused: that one open, with what was entered and
  /// what is wrong; the others as they are.
  ///
  /// @param does the one that was sent
  /// @param of what is wrong with a field, by its name
  public static List<Form> again(
      List<Form> forms,
      String does,
      UnaryOperator<String> entered,
      Function<String, Optional<String>> of,
      String message) {
    return forms.stream()
        .map(each -> each.does.equals(does) ? each.holding(entered).refused(of, message) : each)
        .toList();
  }
}
