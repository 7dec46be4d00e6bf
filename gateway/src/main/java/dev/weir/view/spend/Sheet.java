package dev.weir.view.spend;

import dev.weir.view.console.Answered.Refused;
import dev.weir.view.console.Shown;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Figure;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Trend;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A page as a row of parts below its figures.
///
/// @param lead one or two sentences
/// @param actions ways on, as buttons
public record Sheet(
    String title, String lead, List<Link> actions, List<Figure> figures, List<Part> parts) {
  private static final String TEMPLATE = "spend/sheet.jte";

  public Sheet {
    actions = List.copyOf(actions);
    figures = List.copyOf(figures);
    parts = List.copyOf(parts);
  }

  static Sheet of(String title, String lead) {
    return new Sheet(title, lead, List.of(), List.of(), List.of());
  }

  Sheet leading(Link... more) {
    return new Sheet(title, lead, List.of(more), figures, parts);
  }

  Sheet with(List<Figure> others) {
    return new Sheet(title, lead, actions, others, parts);
  }

  Sheet and(Part part) {
    List<Part> more = new ArrayList<>(parts);
    more.add(part);
    return new Sheet(title, lead, actions, figures, more);
  }

  Shown shown() {
    return Shown.page(title, TEMPLATE, this);
  }

  /// The page again, with what was refused in it.
  Shown again(Refused why) {
    return Shown.again(why, title, TEMPLATE, this);
  }

  /// A section of the page.
  public sealed interface Part {
    String title();

    /// @param lead empty = none
    record Listing(String title, String lead, Table table) implements Part {}

    /// @param lead empty = none
    record Chart(String title, String lead, Trend trend, EmptyState empty) implements Part {}

    /// Figures with a heading of their own.
    record Figures(String title, String lead, List<Figure> figures) implements Part {
      public Figures {
        figures = List.copyOf(figures);
      }
    }

    /// A form.
    ///
    /// @param lead what it does; empty = none
    /// @param error why it was not done, where that is about no field of it
    /// @param more fields that are rarely filled in; folded away while nobody did
    /// @param kept values that are sent with it
    /// @param buttons in their order, the first is the one that matters
    record Form(
        String title,
        String lead,
        Optional<String> error,
        List<FormField> fields,
        List<FormField> more,
        List<Value> kept,
        List<Button> buttons)
        implements Part {
      public Form {
        fields = List.copyOf(fields);
        more = List.copyOf(more);
        kept = List.copyOf(kept);
        buttons = List.copyOf(buttons);
      }

      static Form of(String title, String lead, List<FormField> fields, Button... buttons) {
        return new Form(
            title, lead, Optional.empty(), fields, List.of(), List.of(), List.of(buttons));
      }

      Form keeping(String name, String value) {
        List<Value> all = new ArrayList<>(kept);
        all.add(new Value(name, value));
        return new Form(title, lead, error, fields, more, all, buttons);
      }

      Form folding(List<FormField> rare) {
        return new Form(title, lead, error, fields, rare, kept, buttons);
      }

      /// With what was refused, where no field says it.
      Form refused(Refused why) {
        boolean isSaid =
            Stream.concat(fields.stream(), more.stream()).anyMatch(it -> it.error().isPresent());
        return isSaid || why.message().isEmpty()
            ? this
            : new Form(title, lead, Optional.of(why.message()), fields, more, kept, buttons);
      }

      /// Whether somebody has filled in what is rarely filled in.
      public boolean isUnfolded() {
        return more.stream().anyMatch(it -> it.error().isPresent() || !it.value().isEmpty());
      }
    }
  }

  /// A value that a form sends along.
  public record Value(String name, String value) {}

  /// @param does what the form is sent with as `do`
  public record Button(String label, String does, boolean isPrimary) {
    static Button primary(String label, String does) {
      return new Button(label, does, true);
    }

    static Button plain(String label, String does) {
      return new Button(label, does, false);
    }
  }
}
