package dev.weir.view.prompt;

import dev.weir.view.shape.FormField;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Table;
import java.util.List;
import java.util.Optional;

/// A prompt: what its labels hold, its texts, what they cost.
///
/// @param lead which version is the latest
/// @param version the latest; 0 = there is none yet
/// @param parts its modules in their order
/// @param difference from what production holds; empty where nothing differs
/// @param undiffered why there is no difference to be seen; empty = there is
/// @param putting the form of another version; empty where this person may put none
/// @param labelling the form of a label; empty as long as nothing can be labelled
public record OnePromptPage(
    String title,
    String lead,
    String version,
    Table labels,
    List<Part> parts,
    List<Changed> difference,
    Optional<String> undiffered,
    Table costs,
    List<FormField> putting,
    List<FormField> labelling,
    List<Link> more,
    Optional<String> done,
    Optional<String> error) {

  /// @param name with its version, `tone@2`
  public record Part(String name, String role, String text) {}

  /// @param summary which versions
  public record Changed(String module, String summary, List<Line> lines) {
    public Changed {
      lines = List.copyOf(lines);
    }
  }

  /// @param mark `+`, `-` or a blank
  public record Line(String mark, String text) {}

  public OnePromptPage {
    parts = List.copyOf(parts);
    difference = List.copyOf(difference);
    putting = List.copyOf(putting);
    labelling = List.copyOf(labelling);
    more = List.copyOf(more);
  }
}
