package dev.weir.view.trial;

import dev.weir.view.shape.FormField;
import java.util.List;
import java.util.Optional;

/// The form that registers a hypothesis.
///
/// @param parts its fields by what they are about
/// @param planned what the plan came to; empty until it is asked for
/// @param error why it was refused, where that is about no field
public record RegisteringPage(List<Part> parts, Optional<String> planned, Optional<String> error) {
  public RegisteringPage {
    parts = List.copyOf(parts);
  }

  public record Part(String title, List<FormField> fields) {
    public Part {
      fields = List.copyOf(fields);
    }
  }
}
