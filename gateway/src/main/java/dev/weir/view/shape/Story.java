package dev.weir.view.shape;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// A long page about one thing: what it is, its figures, its chapters, what can be done about it.
///
/// @param lead what it is, in a sentence or a few
/// @param marks how it stands, in a word each
/// @param ways to pages where something is done about it
/// @param chapters listed at the top where there are several
public record Story(
    String title,
    String lead,
    List<Cell> marks,
    List<Link> ways,
    List<Figure> figures,
    List<Chapter> chapters,
    List<Form> forms) {
  public Story {
    marks = List.copyOf(marks);
    ways = List.copyOf(ways);
    figures = List.copyOf(figures);
    chapters = List.copyOf(chapters);
    forms = List.copyOf(forms);
  }

  public static Story of(String title, String lead) {
    return new Story(title, lead, List.of(), List.of(), List.of(), List.of(), List.of());
  }

  public Story marked(List<Cell> words) {
    return new Story(title, lead, words, ways, figures, chapters, forms);
  }

  public Story leadingTo(List<Link> where) {
    return new Story(title, lead, marks, where, figures, chapters, forms);
  }

  public Story showing(List<Figure> some) {
    return new Story(title, lead, marks, ways, some, chapters, forms);
  }

  public Story telling(List<Chapter> all) {
    return new Story(title, lead, marks, ways, figures, all, forms);
  }

  public Story taking(List<Form> some) {
    return new Story(title, lead, marks, ways, figures, chapters, some);
  }

  /// With something before all that it tells: what a preview came to.
  public Story beginning(List<Chapter> first) {
    return telling(Stream.concat(first.stream(), chapters.stream()).toList());
  }

  /// Whether one of its forms has this button.
  public boolean takes(String button) {
    return forms.stream().anyMatch(form -> form.isSentBy(button));
  }

  /// The form with this button is open and another; the others are as they are.
  public Story sent(String button, UnaryOperator<Form> form) {
    return taking(
        forms.stream()
            .map(each -> each.isSentBy(button) ? form.apply(each.opened()) : each)
            .toList());
  }
}
