package dev.weir.view.amend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.page.Answered;
import dev.weir.view.page.Answered.Refused;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Page;
import dev.weir.view.page.Place;
import dev.weir.view.page.Shown;
import dev.weir.view.page.Typed;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Form;
import dev.weir.view.shape.Form.Button;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Story;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/// A change of the past: it is seen first, and done as it was seen. What was changed in the form
/// since is shown again before it is done.
public final class PastChange implements Page {
  private static final String PREVIEW = "preview";
  private static final String CHANGE = "change";

  /// Of the form: what was seen.
  private static final String SEEN = "seen";

  private final Past past;

  private PastChange(Past past) {
    this.past = past;
  }

  /// By another version of the price book.
  public static PastChange rerating() {
    return new PastChange(new Rerating());
  }

  /// Under other tags.
  public static PastChange retagging() {
    return new PastChange(new Retagging());
  }

  @Override
  public Place place() {
    return past.place();
  }

  @Override
  public Shown open(Visit visit) {
    return Shown.page(story(visit, ""));
  }

  /// @param seen the order that was shown; empty = none was, and none can be done
  private Story story(Visit visit, String seen) {
    Story story = past.story(visit);
    return visit.ask().may("POST", past.api())
        ? story.taking(List.of(form(visit.period().month(), seen)))
        : story;
  }

  private Form form(YearMonth month, String seen) {
    List<FormField> fields = new ArrayList<>();
    fields.add(
        text("from", "Used from").holding(month + "-01").hinted("A day of UTC, or an instant."));
    fields.add(
        text("to", "To before")
            .holding(month.plusMonths(1) + "-01")
            .hinted("The first day that is not changed."));
    fields.addAll(past.fields());
    fields.add(text("why", "Why").hinted("Needed: who reads it later wants to know."));
    List<FormField> rare =
        List.of(text("run", "Name of the change").hinted("Of several orders that are one."));
    Past.Words words = past.words();
    if (seen.isEmpty()) {
      return Form.of(PREVIEW, words.preview(), words.lead(), fields).folding(rare).opened();
    }
    fields.add(FormField.of(SEEN, "What was seen", "hidden").holding(seen));
    return Form.of(CHANGE, words.change(), words.lead(), fields)
        .folding(rare)
        .previewedBy(new Button(PREVIEW, words.preview()))
        .opened();
  }

  private static FormField text(String name, String label) {
    return FormField.of(name, label, "text");
  }

  private ObjectNode order(Entered entered) {
    ObjectNode body = Typed.of(entered).texts("from", "to", "run", "why").body();
    past.read(entered, body);
    return body;
  }

  /// What of an order decides what it changes.
  private String changing(Entered entered) {
    return order(entered).without(List.of("run", "why")).toString();
  }

  @Override
  public Shown submit(Visit visit, Entered entered) {
    boolean isSeen =
        entered.text("do").equals(CHANGE) && entered.text(SEEN).equals(changing(entered));
    String question = past.api() + (isSeen ? "" : "?dry_run=true");
    return switch (visit.ask().send("POST", question, order(entered))) {
      case Answered.Told(JsonNode said) when said.required("written").asBoolean() ->
          new Shown.Elsewhere(new Link(past.place().title(), visit.to(past.place().path())));
      case Answered.Told(JsonNode said) -> {
        Entered pinned = past.pinned(entered, said);
        String seen = changing(pinned);
        Link on = new Link(past.words().change(), "#form-" + CHANGE);
        Story found =
            story(visit, seen).beginning(List.of(past.changes(said).leadingTo(List.of(on))));
        yield Shown.page(found, pinned.with(SEEN, seen));
      }
      case Refused why ->
          Shown.again(
              why, story(visit, entered.text(SEEN)), entered, field -> past.wrong(why, field));
    };
  }
}
