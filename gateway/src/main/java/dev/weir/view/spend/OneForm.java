package dev.weir.view.spend;

import dev.weir.view.console.Answered.Refused;
import dev.weir.view.console.Entered;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.FormField.Option;
import dev.weir.view.spend.Sheet.Button;
import dev.weir.view.spend.Sheet.Part;
import java.util.List;
import java.util.Optional;

/// One of several forms of a page: its fields are named after it, so that no two are the same.
///
/// @param why what was refused of it; empty = nothing
record OneForm(String name, Entered entered, Optional<Refused> why) {
  /// A form that was sent.
  ///
  /// @param form its name, as `do` said it
  record Sent(String form, Entered entered, Refused why) {}

  /// @param sent of the page, of whichever form; empty = nothing was
  static OneForm of(String name, Optional<Sent> sent) {
    Optional<Sent> own = sent.filter(it -> it.form.equals(name));
    return new OneForm(name, own.map(Sent::entered).orElse(Entered.NOTHING), own.map(Sent::why));
  }

  FormField text(String field, String label, String hint) {
    return dressed(FormField.of(named(field), label, "text").hinted(hint), field);
  }

  FormField area(String field, String label, String hint) {
    return dressed(FormField.of(named(field), label, "area").hinted(hint), field);
  }

  FormField check(String field, String label) {
    return dressed(FormField.of(named(field), label, "check"), field);
  }

  FormField choice(String field, String label, List<Option> options) {
    return dressed(FormField.choice(named(field), label, options), field);
  }

  Part.Form with(String title, String lead, List<FormField> fields, Button... buttons) {
    Part.Form form = Part.Form.of(title, lead, fields, buttons);
    return why.map(form::refused).orElse(form);
  }

  /// What was entered in a field of the form of this name.
  static String entered(Entered all, String form, String field) {
    return all.text(form + "-" + field);
  }

  private String named(String field) {
    return name + "-" + field;
  }

  private FormField dressed(FormField empty, String field) {
    return empty
        .holding(entered.text(empty.name()))
        .wrong(why.flatMap(refused -> refused.of(field)));
  }
}
