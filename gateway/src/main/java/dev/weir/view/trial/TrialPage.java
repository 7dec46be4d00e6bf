package dev.weir.view.trial;

import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Figure;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.Table;
import java.util.List;
import java.util.Optional;

/// A trial: what is claimed, who is in which arm, what came of it.
///
/// @param claim the hypothesis in words; empty where none is registered
/// @param registration field by field
/// @param arms of the experiment, with who was exposed
/// @param readings what came of it; empty where nothing may be read
/// @param unread why there is no readout
/// @param acts what its reader may do now, one form each
/// @param arming the form that says what each arm does; empty once it runs
/// @param error why a form was refused, where that is about no field
public record TrialPage(
    String name,
    Optional<String> claim,
    List<Figure> figures,
    Table registration,
    Table arms,
    Optional<Readings> readings,
    Optional<String> unread,
    List<Act> acts,
    Optional<Arming> arming,
    Optional<String> error) {
  public TrialPage {
    figures = List.copyOf(figures);
    acts = List.copyOf(acts);
  }

  /// A step, taken for a reason.
  ///
  /// @param code what the form says is to be done
  /// @param text of the button
  /// @param consequence one sentence
  public record Act(String code, String text, String consequence, List<FormField> fields) {
    public Act {
      fields = List.copyOf(fields);
    }
  }

  /// @param state marked
  public record Arming(Cell state, List<FormField> fields, List<Armed> arms) {
    public Arming {
      fields = List.copyOf(fields);
      arms = List.copyOf(arms);
    }
  }

  /// What an arm's calls do.
  public record Armed(String name, List<FormField> fields) {
    public Armed {
      fields = List.copyOf(fields);
    }
  }
}
