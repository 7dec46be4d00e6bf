package dev.weir.view.prompt;

import dev.weir.view.shape.FormField;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Table;
import java.util.List;
import java.util.Optional;

/// One thing with versions, and the form that puts another version of it.
///
/// @param lead one sentence: what it is, and which version is in force
/// @param facts what is seen of it; may be empty
/// @param fields of the form; empty where this person may not change it
/// @param version that the form was written for; 0 = there is none yet
/// @param more where to look further
/// @param done what a change has done, just now
/// @param error what was refused and is about no field
public record ThingPage(
    String title,
    String lead,
    List<Table> facts,
    List<FormField> fields,
    String version,
    List<Link> more,
    Optional<String> done,
    Optional<String> error) {
  public ThingPage {
    facts = List.copyOf(facts);
    fields = List.copyOf(fields);
    more = List.copyOf(more);
  }

  /// Whether there is anything to retire.
  public boolean isThere() {
    return !version.equals("0");
  }
}
