package dev.weir.view.amend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.page.Answered.Refused;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Place;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Chapter;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.Story;
import java.util.List;
import java.util.Optional;

/// What of the past can be changed: what is asked for, and what would come of it.
sealed interface Past permits Rerating, Retagging {
  Place place();

  /// Of the API, which also lists what was done.
  String api();

  /// What was done so far.
  Story story(Visit visit);

  /// Says what the form does: its title and a sentence.
  Words words();

  /// What is asked for, besides the time, the reason and the name.
  List<FormField> fields();

  /// @param entered with all fields of the form
  void read(Entered entered, ObjectNode body);

  /// The form with what it left open as the API took it, so that what is done is what was seen.
  ///
  /// @param said what would come of it
  Entered pinned(Entered entered, JsonNode said);

  /// What the API said would come of it, or did.
  Chapter changes(JsonNode said);

  /// What is wrong with a field, where the API names a part of it.
  Optional<String> wrong(Refused why, String field);

  /// @param preview label of the button that changes nothing
  /// @param change label of the button that does
  record Words(String preview, String change, String lead) {}
}
